import Glibc
import LocalAPIClient

/// An event as people read it: the time, what it is about, and what happened.
struct WatchedEvent {
  private let subject: String
  private let text: String
  private let style: Style

  /// Reads an event; one of a later version shows as its name alone.
  init(_ name: String, _ json: JSONObject) throws(APIClientError) {
    subject = PlainText.escape(name)
    switch name {
    case "device":
      let device = try DeviceEntry(json)
      var text = "\(device.name) at \(device.seat): \(device.state)"
      if let cause = device.cause { text += ", \(cause)" }
      if device.state == "ready" {
        text += [device.driver, device.path].compactMap { $0 }.map { ", \($0)" }.joined()
        if device.origin == "emulated" { text += ", emulated" }
      }
      self.text = PlainText.escape(text)
      style = DevicesCommand.style(device.state)
    case "key", "code":
      let what = name == "key" ? "a key was pressed" : "a code came"
      text = PlainText.escape("\(json["device"]?.text ?? "?") at \(json["seat"]?.text ?? "?"): \(what)")
      style = .faint
    case "notice":
      text = PlainText.escape(
        "\(json["device"]?.text ?? "?") at \(json["seat"]?.text ?? "?"): \(json["text"]?.text ?? "?")")
      style = .warning
    case "login":
      let state = json["state"]?.text ?? "?"
      var text = json["account"]?.text ?? "?"
      if let seat = json["seat"]?.text { text += " at \(seat)" }
      text += ": " + (state == "waiting" ? "waits for a code" : state)
      if let reason = json["message"]?.text ?? json["reason"]?.text { text += ", \(reason)" }
      self.text = PlainText.escape(text)
      style = state == "accepted" ? .good : state == "waiting" ? .plain : .bad
    default:
      text = ""
      style = .faint
    }
  }

  /// The line, with the present time of day.
  func line(on sink: TextSink) -> String {
    let padding = String(repeating: " ", count: max(0, 6 - subject.count))
    return "\(Style.faint(Self.timeOfDay, on: sink))  \(subject)\(padding)  \(style(text, on: sink))"
  }

  private static var timeOfDay: String {
    var now = time(nil)
    var parts = tm()
    localtime_r(&now, &parts)
    return [parts.tm_hour, parts.tm_min, parts.tm_sec].map { ($0 < 10 ? "0" : "") + "\($0)" }.joined(separator: ":")
  }
}
