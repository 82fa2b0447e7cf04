public import Cryptography

/// An OCRA question for a slot's key (RFC 6287; REQ-CHA-001…003).
public struct ChallengeRequest: Sendable {
  /// What the answer repeats.
  public let request: UInt8
  /// The slot whose key answers.
  public let slot: UInt8
  /// The question: 4 to 64 printable ASCII characters, as the slot's suite wants them.
  public let question: SecretBytes

  /// How long a question may be, in characters.
  public static let questionLength = 4...64

  /// Makes a question of `questionLength` characters; another length is a programmer's error and traps.
  public init(request: UInt8, slot: UInt8, question: SecretBytes) {
    precondition(Self.questionLength.contains(question.count), "a question of 4 to 64 characters")
    self.request = request
    self.slot = slot
    self.question = question
  }
}
