/// How large frames may be (firmware-spec, table `limits`; REQ-FRM-004).
public enum FrameLimits {
  /// The longest frame on the wire, its COBS code byte and its closing zero counted, in bytes.
  public static let longestFrame = 128
  /// What a frame spends beside its body: code byte, message id, sequence number, checksum (2) and closing zero.
  public static let overhead = 6
  /// The longest body of a message, in bytes.
  public static let longestBody = longestFrame - overhead
}
