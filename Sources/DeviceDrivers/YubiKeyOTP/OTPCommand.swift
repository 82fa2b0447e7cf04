/// What a YubiKey's frame asks for: the number in its byte 64, which Yubico calls a slot (ykdef.h).
enum OTPCommand: UInt8, Sendable {
  /// Four bytes, big-endian.
  case serial = 0x10
  /// Tag, length, value; from firmware 4 on.
  case deviceInfo = 0x13
  case challengeSlot1 = 0x30
  case challengeSlot2 = 0x38

  /// How many bytes answer it, without their CRC; nil where the first byte tells how many follow.
  var answerLength: Int? {
    switch self {
    case .serial: 4
    case .deviceInfo: nil
    case .challengeSlot1, .challengeSlot2: 20
    }
  }
}
