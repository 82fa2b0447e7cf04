/// What a device does with its keys (firmware-spec, table `fields`, field `mode`).
public enum EntryMode: Sendable, Hashable {
  /// Each key is sent as it is pressed; so it is after each hello.
  case eachKey
  /// Digits stay in the device until there are `digits` of them, or Enter is pressed; then they are sent at once.
  /// - digits: 1 to 16, or 0 where only Enter ends them.
  /// - masked: whether the display shows dots in their place.
  case collect(digits: UInt8, masked: Bool)
  /// Keys are ignored.
  case off

  /// The most digits that a device collects.
  public static let mostDigits: UInt8 = 16
}
