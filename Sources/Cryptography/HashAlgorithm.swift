/// The hash functions that HMAC is used with here (RFC 2104; RFC 6238 §1.2).
public enum HashAlgorithm: UInt8, Sendable, CaseIterable {
  case sha1 = 1
  case sha256 = 2
  case sha512 = 3

  /// The size of a digest, in bytes: 20, 32 or 64.
  @inlinable public var digestSize: Int {
    switch self {
    case .sha1: 20
    case .sha256: 32
    case .sha512: 64
    }
  }

  /// The largest digest of them all, in bytes.
  @inlinable public static var largestDigestSize: Int { 64 }
}
