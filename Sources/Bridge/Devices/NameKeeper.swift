/// Keeps a device's name for a moment after it was unplugged: one that comes back within it, at the same port or with
/// the same serial number, is the device that it was.
struct NameKeeper {
  /// How long a name is kept.
  static let patience = Duration.seconds(1)

  private struct Kept {
    let name: String
    let key: DeviceKey
    let end: Duration
  }

  private var kept: [Kept] = []

  /// Keeps the name of a device that has just gone.
  mutating func keep(_ name: String, of key: DeviceKey, at now: Duration) {
    kept.removeAll { $0.end <= now || $0.name == name }
    kept.append(Kept(name: name, key: key, end: now + Self.patience))
  }

  /// Gives back the name of a device that has come again, nil for one that is new.
  mutating func reclaim(_ key: DeviceKey, at now: Duration) -> String? {
    kept.removeAll { $0.end <= now }
    guard let index = kept.lastIndex(where: { $0.key.isSame(as: key) }) else { return nil }
    return kept.remove(at: index).name
  }

  /// Names that others must not have yet.
  func isKept(_ name: String, at now: Duration) -> Bool { kept.contains { $0.name == name && $0.end > now } }
}
