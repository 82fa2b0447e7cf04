import HostPlatform
import LocalAPIClient

/// `keyport device NAME unpair`
struct DeviceUnpairCommand: Command {
  private let act: DeviceAct
  private let isOnlyHere: Bool
  private let isSure: Bool

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line)
    isOnlyHere = line.flag("only-here")
    isSure = line.flag("yes")
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let name = PlainText.escape(act.device)
    let question = "Have this host\(isOnlyHere ? "" : " and \(name)") forget the pair? Keys stay in its slots."
    guard try act.sure(question, isSure, console) else { return .refused }
    try client.unpair(act.device, onlyHere: isOnlyHere)
    return act.done(
      isOnlyHere
        ? "This host has forgotten \(name). Where the device is still there, it keeps this host's key: reset it at the device."
        : "\(name) and this host have forgotten each other.", console)
  }
}
