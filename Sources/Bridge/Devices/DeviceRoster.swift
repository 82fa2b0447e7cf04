import DeviceModel
import LocalAPI

/// The devices by name: those with a connection, and those that are only there.
struct DeviceRoster {
  private enum Entry {
    case connection(DeviceConnection)
    case idle(DeviceReport)
  }

  private var entries: [String: Entry] = [:]

  var connections: [DeviceConnection] {
    entries.values.compactMap { if case .connection(let connection) = $0 { connection } else { nil } }
  }

  func connection(named name: String) -> DeviceConnection? {
    if case .connection(let connection) = entries[name] { connection } else { nil }
  }

  var reports: [DeviceReport] { entries.keys.sorted().compactMap { report(of: $0) } }

  func report(of name: String) -> DeviceReport? {
    switch entries[name] {
    case .idle(let report): report
    case .connection(let connection):
      DeviceReport(
        name: connection.name, driver: connection.driverName, path: connection.path, state: connection.state,
        origin: connection.origin, seat: connection.seat, capabilities: connection.capabilities,
        identity: connection.identity, hasSession: connection.sessionKey != nil)
    case nil: nil
    }
  }

  mutating func add(_ connection: DeviceConnection) { entries[connection.name] = .connection(connection) }

  mutating func add(_ report: DeviceReport) { entries[report.name] = .idle(report) }

  /// Removes a device and returns how it stood last.
  mutating func remove(_ name: String) -> DeviceReport? {
    let report = report(of: name)
    entries[name] = nil
    return report
  }

  /// `wish`, or `wish-2` and so on where that is taken.
  /// - Parameter isKept: whether a name that nobody has is kept for somebody.
  func freeName(_ wish: String, unless isKept: (String) -> Bool = { _ in false }) -> String {
    var name = wish
    var number = 2
    while entries[name] != nil || isKept(name) {
      name = "\(wish)-\(number)"
      number += 1
    }
    return name
  }
}
