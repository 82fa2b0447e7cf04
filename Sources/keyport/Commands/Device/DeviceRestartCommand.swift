import HostPlatform
import LocalAPIClient

/// `keyport device NAME restart`
struct DeviceRestartCommand: Command {
  private let act: DeviceAct

  init(_ line: ParsedCommandLine) throws(UsageError) { act = try DeviceAct(line) }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    _ = try client.device(act.device, .post, ["restart"], JSONObject())
    return act.done("\(PlainText.escape(act.device)) starts anew.", console)
  }
}
