import HostPlatform
import LocalAPIClient

/// `keyport device NAME show TEXT`
struct DeviceShowCommand: Command {
  private let act: DeviceAct

  init(_ line: ParsedCommandLine) throws(UsageError) { act = try DeviceAct(line, "TEXT") }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    _ = try client.device(act.device, .post, ["show"], ["text": .string(act.operands[0])])
    return act.done("Sent.", console)
  }
}
