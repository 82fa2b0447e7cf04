/// What became of one case.
public struct Finding: Sendable {
  /// The case's id.
  public let id: String
  /// What it says, in a sentence.
  public let title: String
  /// The requirements that it tests.
  public let requirements: [String]
  /// What it says of the device.
  public let verdict: Verdict
  /// Why, unless it passed.
  public let reason: String?
  /// What was sent and seen, a line each, without secrets.
  public let transcript: [String]
  /// How long it took, in the line's time.
  public let duration: Duration
}
