internal import Cryptography

/// A challenge for HMAC-SHA1 as a YubiKey wants it: 64 bytes always.
///
/// A slot for messages of any length drops the run of equal bytes that the 64 end with, and hashes the rest. What fills
/// up is therefore a byte that the message does not end with. A message of 64 bytes is for slots of fixed length.
enum HMACChallenge {
  /// How long a message may be.
  static let lengths = 1...OTPFrame.payloadLength

  /// The question that puts `message` to slot 1 or 2; nil for no such slot or length.
  static func question(slot: Int, message: SecretBytes) -> (OTPCommand, OTPFrame)? {
    guard lengths.contains(message.count), (1...2).contains(slot) else { return nil }
    let command: OTPCommand = slot == 1 ? .challengeSlot1 : .challengeSlot2
    var payload = message.withBytes { Array($0) }
    let filler: UInt8 = payload.last == 0 ? 1 : 0
    payload.append(contentsOf: [UInt8](repeating: filler, count: OTPFrame.payloadLength - payload.count))
    defer { erase(&payload) }
    return (command, OTPFrame(command, payload: payload))
  }
}
