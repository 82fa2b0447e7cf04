extension APIEvent {
  /// The event's name on the line.
  var name: String {
    switch self {
    case .device, .deviceGone: "device"
    case .key: "key"
    case .code: "code"
    case .notice: "notice"
    case .login: "login"
    }
  }

  /// The event as `audience` may see it, encoded.
  func encoded(for audience: Role) -> [UInt8] {
    let data: JSONValue
    switch self {
    case .device(let device), .deviceGone(let device): data = device.json
    case .key(let device, let seat), .code(let device, let seat):
      data = .object([("device", .text(device)), ("seat", .text(seat))])
    case .notice(let device, let seat, let text):
      data = .object([("device", .text(device)), ("seat", .text(seat)), ("text", .text(text))])
    case .login(let login): data = login.eventJSON(for: audience)
    }
    return ServerSentEvent.encoded(name, data)
  }
}
