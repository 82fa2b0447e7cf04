/// How much of the session's description is hashed (RFC 6287 §6.3: `Snnn`). The value is the number of bytes.
public enum OCRASessionLength: Int, Sendable, CaseIterable {
  case bytes64 = 64
  case bytes128 = 128
  case bytes256 = 256
  case bytes512 = 512
}
