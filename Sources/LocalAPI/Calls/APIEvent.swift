/// What `GET /v1/events` streams as server-sent events, named by `APIEvent.name`, with one JSON object as data.
public enum APIEvent: Sendable {
  /// A device appeared or changed: `device`, with the fields of `DeviceReport`.
  case device(DeviceReport)
  /// A device is gone: `device`, with the state `gone`.
  case deviceGone(DeviceReport)
  /// A key was pressed on a device, never which: `key`, with `device` and `seat`.
  case key(device: String, seat: String)
  /// A device handed over a whole code, never which: `code`, with `device` and `seat`.
  case code(device: String, seat: String)
  /// A device tells something about itself, such as its case being open: `notice`, with `device`, `seat` and `text`.
  case notice(device: String, seat: String, text: String)
  /// A login waits or is decided: `login`, with `account`, `seat`, `state`, and the outcome's fields; never its id.
  case login(LoginReport)
}
