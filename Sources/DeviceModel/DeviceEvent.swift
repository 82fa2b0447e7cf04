public import Cryptography

/// What a driver tells the daemon about the person at the device.
public enum DeviceEvent: Sendable {
  /// A key was pressed; whole codes are put together by the login that waits.
  case key(Key)
  /// A whole code that the device itself computed: ASCII digits.
  case code(SecretBytes)
  /// A Yubico OTP, whole: modhex characters, which only a server that has the token's AES key can verify. It is no code
  /// of any account, and never reaches a login as digits.
  case yubicoOTP(SecretBytes)
  /// What was typed so far is void: the line was garbled, too long, or a frame was lost in the middle of it.
  case inputSpoiled(InputFault)
  /// What came of the request with this ticket.
  case answer(ticket: UInt32, DeviceAnswer)
  /// Something about the device itself that an operator should hear of, such as its case being open.
  case notice(String)
}
