/// How large frames may be (firmware-spec, table `limits`; REQ-FRM-004).
public enum FrameLimits {
  /// The longest frame on the wire, its COBS code byte and its closing zero counted, in bytes.
  public static let longestFrame = 192
  /// What a frame spends beside its body: code byte, message id, sequence number, checksum (2) and closing zero.
  public static let overhead = 6
  /// The longest body of a message, in bytes.
  public static let longestBody = longestFrame - overhead
  /// What sealing adds to a message: the inner message's id and the authentication tag, in bytes (REQ-SEC-006).
  public static let sealOverhead = 17
  /// The longest body of a message that a session can carry, in bytes; all but link messages keep to it.
  public static let longestSealedBody = longestBody - sealOverhead
  /// The size of a report where the line is a HID interface, in bytes (REQ-HID-001).
  public static let reportSize = 64
}
