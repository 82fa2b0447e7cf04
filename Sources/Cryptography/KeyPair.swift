/// A secret key and the public key that belongs to it.
public struct KeyPair: Sendable {
  /// The secret half, 32 bytes.
  public let secret: SecretBytes

  /// The half that others may know.
  public let publicKey: PublicKey

  /// Computes the public half of `secret`, which must be 32 bytes.
  public init<Agreement: KeyAgreement>(secret: SecretBytes, by agreement: Agreement.Type) {
    self.secret = secret
    publicKey = Agreement.publicKey(of: secret)
  }
}
