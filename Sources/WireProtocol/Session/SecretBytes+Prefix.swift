import Cryptography

extension SecretBytes {
  /// A secret of its own that holds the first `count` bytes.
  func prefix(_ count: Int) -> SecretBytes {
    withBytes { SecretBytes(copying: $0[..<count]) }
  }
}
