import HostPlatform
import LocalAPIClient

/// `keyport device NAME erase-all`
struct DeviceEraseAllCommand: Command {
  private let act: DeviceAct
  private let isSure: Bool

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line)
    isSure = line.flag("yes")
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let name = PlainText.escape(act.device)
    let question = "Empty \(name)? All its keys, its PIN and its pairs are lost."
    guard try act.sure(question, isSure, console) else { return .refused }
    _ = try client.device(act.device, .post, ["erase-all"], JSONObject())
    return act.done("\(name) is empty, and no longer paired with this host.", console)
  }
}
