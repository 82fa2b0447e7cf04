/// Which slots a device has, and which hold a key.
public struct SlotMap: Sendable, Hashable {
  /// How many slots there are, 0 to 32.
  public let capacity: UInt8
  /// Bit n is set where slot n holds a key.
  public let used: UInt32

  /// Makes a map.
  public init(capacity: UInt8, used: UInt32) {
    self.capacity = capacity
    self.used = used
  }
}
