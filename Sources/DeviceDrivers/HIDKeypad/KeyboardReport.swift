/// A boot keyboard's input report of eight bytes (HID 1.11, appendix B.1): modifiers, one reserved, six keys.
struct KeyboardReport {
  static let length = 8

  var modifiers: KeyboardModifiers
  private var keys: ArraySlice<UInt8>

  /// Nil for any other length.
  init?(_ bytes: [UInt8]) {
    guard bytes.count == Self.length else { return nil }
    modifiers = KeyboardModifiers(rawValue: bytes[0])
    keys = bytes[2...]
  }

  /// Whether more keys are down than the report can tell, or the keyboard failed its own test: usages 1 to 3 are no
  /// keys, and the keys that are held are not known.
  var isRollOverError: Bool { keys.contains { (1...3).contains($0) } }

  /// The keys that are down, in the device's order, none twice.
  var usages: [KeyboardUsage] {
    var usages: [KeyboardUsage] = []
    for key in keys where key > 3 && !usages.contains(KeyboardUsage(key)) { usages.append(KeyboardUsage(key)) }
    return usages
  }
}
