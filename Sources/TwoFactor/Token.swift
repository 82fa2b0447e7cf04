public import Cryptography
public import OTPAlgorithms

/// A registered token with its secret, as the store lends it for one verification.
public struct Token: Sendable {
  /// The store's number for it.
  public var id: Int64
  /// The owner's words for it, empty when none were given.
  public var label: String
  /// How its codes are made.
  public var parameters: OTPParameters
  /// The shared key.
  public var secret: SecretBytes
  /// The lowest counter or time step that may still be accepted; everything below has been used or passed over.
  public var nextCounter: UInt64
  /// When a code of it was last accepted, by the wall clock then.
  public var lastUsed: Duration?
  /// Whether it is an emulated token's, which only lab mode lets in.
  public var isEmulated: Bool

  /// Makes a token.
  public init(
    id: Int64, label: String, parameters: OTPParameters, secret: SecretBytes, nextCounter: UInt64, lastUsed: Duration?,
    isEmulated: Bool
  ) {
    self.id = id
    self.label = label
    self.parameters = parameters
    self.secret = secret
    self.nextCounter = nextCounter
    self.lastUsed = lastUsed
    self.isEmulated = isEmulated
  }
}
