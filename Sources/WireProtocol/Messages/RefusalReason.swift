/// Why a device did not carry out a request (firmware-spec, table `errors`, rows of message `refused`).
public enum RefusalReason: UInt8, Sendable, CaseIterable, Error {
  /// It knows no message of this id, or no such value in it.
  case unknownMessage = 16
  /// The body does not follow table `fields`.
  case badMessage = 17
  /// It has nothing to do this with: no bit in its capabilities says it could.
  case unsupported = 18
  /// It does this only inside a session with a paired host.
  case sessionRequired = 19
  /// It is doing something else that the person must end first.
  case busy = 20
  /// There is no such slot, or nothing in it.
  case noSlot = 21
  /// All slots are in use, or a key of this kind cannot be kept.
  case memoryFull = 22
  /// The memory could not be written.
  case memoryFailed = 23
  /// The PIN was wrong too often; only `setPIN` opens it again.
  case blocked = 24
  /// It has no time to compute with.
  case clockNotSet = 25
  /// The counter has come to its end.
  case usedUp = 26
  /// Pairing is not open: the person must open it at the device.
  case pairingClosed = 27
}
