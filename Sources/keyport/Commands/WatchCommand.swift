import Glibc
import LocalAPIClient

/// `watch`: events as they come, until interrupted.
enum WatchCommand {
  static func run(_ invocation: Invocation) throws -> ExitStatus {
    _ = try invocation.operands(0...0, named: "")
    let console = invocation.console
    let signals = try SignalDescriptor([SIGINT, SIGTERM])
    // A reader that leaves closes standard output, which shows as an error there.
    var events = try invocation.client.events(stoppedBy: [signals.number, STDOUT_FILENO])
    do throws(APIClientError) {
      while let event = try events.next() {
        var json = try JSONObject(event)
        if console.isJSON {
          json["event"] = .string(event.name)
          console.print(json)
        } else if let line = line(event.name, json, on: console.output) {
          console.print(line)
        }
        if console.output.failure != nil { return .done }
      }
    } catch .stopped {
      return .done
    }
    throw APIClientError.brokenOff("while its events were followed")
  }

  private static func line(_ name: String, _ json: JSONObject, on output: TextSink) -> String? {
    func text(_ key: String) -> String { PlainText.escape(json[key]?.text ?? "-") }
    let state = Style.strong(text("state"), on: output)
    switch name {
    case "ready": return nil
    case "device":
      let shown = ListingCommands.style(ofState: json["state"]?.text ?? "")(text("state"), on: output)
      return "device  \(text("name"))  \(shown)" + (json["cause"]?.text.map { "  \(PlainText.escape($0))" } ?? "")
    case "key": return "key     \(text("device"))  \(text("seat"))"
    case "code": return "code    \(text("device"))  \(text("seat"))"
    case "login":
      return "login   \(text("account"))  \(state)" + (json["reason"]?.text.map { "  \(PlainText.escape($0))" } ?? "")
    default: return PlainText.escape(name)
    }
  }
}
