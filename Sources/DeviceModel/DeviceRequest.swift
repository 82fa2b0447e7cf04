public import Cryptography

/// What an operator, or a login that wants a person's word, asks of a device. Each gets answers until one that is final;
/// a driver whose device cannot do it refuses.
public enum DeviceRequest: Sendable {
  /// Yes or No from the person at the device, Yes with so many digits of a number that is shown elsewhere, within
  /// `seconds` (1 to 255).
  case confirm(String, numberDigits: Int, seconds: Int)
  /// The answer of a slot's key to a question (RFC 6287, or a challenge-response of the device's own).
  case challenge(slot: Int, question: SecretBytes)
  /// Which slots there are.
  case listSlots
  /// What a slot holds, but its key.
  case readSlot(Int)
  /// Writes a slot over whatever it held; never sent where others could read it.
  case writeSlot(DeviceSlot, key: SecretBytes)
  /// Empties a slot.
  case eraseSlot(Int)
  /// What the device's clock says.
  case readClock
  /// Sets the device's clock: time since 1970 began.
  case setClock(Duration)
  /// Battery, case, PIN.
  case status
  /// Has the device test itself.
  case selfTest
  /// The firmware's particulars.
  case firmware
  /// Sets the device's PIN, ASCII digits, or removes it with none.
  case setPIN(SecretBytes)
  /// Starts the device anew.
  case restart
  /// Empties the device's memory.
  case eraseAll
  /// Makes the device and this host know each other: the number comes first, then the operator's `pairVerdict`.
  case pair
  /// Has the device forget this host.
  case unpair

  /// Whether the device changes what it keeps.
  public var changesMemory: Bool {
    switch self {
    case .writeSlot, .eraseSlot, .setPIN, .eraseAll, .pair, .unpair: true
    case .confirm, .challenge, .listSlots, .readSlot, .readClock, .setClock, .status, .selfTest, .firmware, .restart:
      false
    }
  }
}
