import Cryptography
import HostPlatform
import LocalAPIClient

/// `keyport device NAME set-pin`
struct DeviceSetPINCommand: Command {
  private let act: DeviceAct
  private let pin: SecretArgument?
  private let isRemoving: Bool

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line)
    pin = try SecretArgument("pin", of: line)
    isRemoving = line.flag("none")
    if pin != nil && isRemoving { throw UsageError("give one of --pin and --none") }
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let name = PlainText.escape(act.device)
    let digits = isRemoving ? SecretBytes(copying: []) : try (pin ?? .onInput).read("PIN", console)
    let isPIN = digits.withBytes { bytes in
      (4...12).contains(bytes.count) && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isRemoving || isPIN else { throw UsageError("a PIN has digits only, 4 to 12 of them") }
    try client.setPIN(digits, of: act.device)
    return act.done(isRemoving ? "\(name) has no PIN any more." : "\(name) has a new PIN.", console)
  }
}
