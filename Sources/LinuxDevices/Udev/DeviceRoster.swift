/// The devices that have been announced, so that what the enumeration and the monitor both tell is told once.
struct DeviceRoster {
  private var known: [String: UdevDevice] = [:]

  /// Takes what an enumeration found, and returns how it differs from what was announced: first what is gone.
  mutating func enumerated(_ found: [UdevDevice]) -> [UdevChange] {
    let present = Set(found.map(\.syspath))
    var changes: [UdevChange] = []
    for syspath in known.keys.filter({ !present.contains($0) }).sorted() {
      known[syspath] = nil
      changes.append(.removed(syspath: syspath))
    }
    for device in found { changes += appeared(device, repeated: .drop) }
    return changes
  }

  /// Takes one of udev's events.
  /// - Parameter duringStart: whether it may be about what the enumeration has just found.
  mutating func event(_ action: String, _ device: UdevDevice, duringStart: Bool = false) -> [UdevChange] {
    switch action {
    case "remove":
      guard known.removeValue(forKey: device.syspath) != nil else { return [] }
      return [.removed(syspath: device.syspath)]
    case "add": return appeared(device, repeated: duringStart ? .drop : .change)
    // A device whose driver has come or whose rights were set anew; "unbind" and "offline" come before "remove".
    case "change", "bind", "online", "move": return appeared(device, repeated: .change)
    default: return []
    }
  }

  private enum Repetition { case drop, change }

  private mutating func appeared(_ device: UdevDevice, repeated: Repetition) -> [UdevChange] {
    guard let before = known.updateValue(device, forKey: device.syspath) else { return [.added(device)] }
    // The same place and another moment of arrival: its removal was missed.
    if let then = Self.arrival(before), let now = Self.arrival(device), then != now {
      return [.removed(syspath: device.syspath), .added(device)]
    }
    return repeated == .change || !Self.same(before, device) ? [.changed(device)] : []
  }

  private static func arrival(_ device: UdevDevice) -> String? { device.properties["USEC_INITIALIZED"] }

  private static func same(_ a: UdevDevice, _ b: UdevDevice) -> Bool {
    var (a, b) = (a, b)
    for name in ["ACTION", "SEQNUM"] {
      a.properties[name] = nil
      b.properties[name] = nil
    }
    return a == b
  }
}
