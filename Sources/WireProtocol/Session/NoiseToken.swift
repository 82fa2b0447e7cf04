/// A step of a handshake message (Noise rev 34 §5.3), and the messages of pattern XX in them (§7.5).
enum NoiseToken {
  /// The sender's ephemeral public key, in the open.
  case e
  /// The sender's static public key, sealed.
  case s
  /// Both ephemeral keys go into the key.
  case ee
  /// The initiator's ephemeral key and the responder's static one go into the key, which proves the responder.
  case es
  /// The initiator's static key and the responder's ephemeral one go into the key, which proves the initiator.
  case se

  /// How many messages pattern XX has.
  static let messages = 3

  /// What the message of a number from 0 to 2 consists of, before its payload.
  static func tokens(ofMessage number: Int) -> [NoiseToken] {
    switch number {
    case 0: [.e]
    case 1: [.e, .ee, .s, .es]
    default: [.s, .se]
    }
  }
}
