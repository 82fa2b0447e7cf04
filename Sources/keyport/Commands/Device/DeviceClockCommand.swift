import Glibc
import HostPlatform
import LocalAPIClient

/// `keyport device NAME clock`
struct DeviceClockCommand: Command {
  private let act: DeviceAct
  private let isSetting: Bool

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line)
    isSetting = line.flag("set")
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let name = PlainText.escape(act.device)
    if isSetting { _ = try client.device(act.device, .put, ["clock"], JSONObject()) }
    let json = try client.device(act.device, .get, ["clock"])
    if console.isJSON { return act.done("", console, json) }
    guard let time = json["time"]?.number else {
      console.print("not set; set it with: keyport device \(name) clock --set")
      return .done
    }
    let ahead = time - Int64(Glibc.time(nil))
    let drift = json["drift"]?.number.map { ", runs \($0) ppb too fast" } ?? ""
    console.print("\(ahead == 0 ? "right" : "\(abs(ahead)) s \(ahead > 0 ? "ahead" : "behind")")\(drift)")
    return .done
  }
}
