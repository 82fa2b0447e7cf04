public import Cryptography

extension SecretBytes {
  /// The bytes: nothing that is fuzzed is a secret.
  public var copy: [UInt8] { withBytes { Array($0) } }
}
