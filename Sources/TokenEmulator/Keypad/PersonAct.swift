public import Cryptography
public import DeviceModel

/// What a person does at an emulated keypad.
public enum PersonAct: Sendable {
  /// Presses a key.
  case press(Key)
  /// Presses the button of a slot.
  case button(slot: Int)
  /// Opens pairing.
  case openPairing
  /// Looks whether the display shows these digits; presses Enter if it does, Clear if it does not.
  case compare(with: SecretBytes)
  /// Opens or closes the case.
  case tamper(isOpen: Bool)
  /// Lets the battery run down to so many percent.
  case battery(UInt8)
}
