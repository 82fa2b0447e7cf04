/// Why what stood between two zeros is no frame. The bytes themselves are gone: they may have been a code's.
public enum FrameFault: UInt8, Error, Sendable, CaseIterable {
  /// More bytes than `FrameLimits.longestFrame` before the zero.
  case tooLong
  /// A COBS code byte points past the end.
  case badEncoding
  /// Fewer bytes than an empty message needs.
  case tooShort
  /// The checksum does not fit the bytes.
  case badChecksum
}
