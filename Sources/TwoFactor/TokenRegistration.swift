public import Cryptography
public import OTPAlgorithms

/// A token about to be registered.
public struct TokenRegistration: Sendable {
  /// The shortest key accepted, in bytes: RFC 4226 §4 R6 asks for 16, and keys of 10 (80 bits) are in common use.
  public static let shortestKey = 10
  /// The longest key accepted, in bytes: HMAC-SHA-512's block.
  public static let longestKey = 128

  /// The owner's words for it.
  public var label: String
  /// How its codes are made.
  public var parameters: OTPParameters
  /// The shared key.
  public var secret: SecretBytes
  /// The first counter to accept, for counter-based tokens.
  public var counter: UInt64
  /// Whether an emulated token holds the key.
  public var isEmulated: Bool

  /// Makes a registration.
  public init(
    label: String, parameters: OTPParameters, secret: SecretBytes, counter: UInt64 = 0, isEmulated: Bool = false
  ) {
    self.label = label
    self.parameters = parameters
    self.secret = secret
    self.counter = counter
    self.isEmulated = isEmulated
  }
}
