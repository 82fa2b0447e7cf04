extension APIEvent {
  /// The event's name on the line.
  var name: String {
    switch self {
    case .device, .deviceGone: "device"
    case .key: "key"
    case .code: "code"
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
    case .login(let login): data = login.eventJSON(for: audience)
    }
    return ServerSentEvent.encoded(name, data)
  }
}
