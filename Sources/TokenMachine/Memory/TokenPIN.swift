public import Cryptography

/// A PIN that locks a token's slots, and what is left of the tries to guess it.
public struct TokenPIN: Sendable {
  /// How many wrong PINs in a row block the slots.
  public static let tries: UInt8 = 8

  /// The digits, in ASCII, `HostMessage.pinLength` of them.
  public let digits: SecretBytes
  /// How many tries are left; 0 where it is blocked.
  public internal(set) var triesLeft: UInt8

  /// Sets a PIN with all tries.
  public init(digits: SecretBytes) {
    self.digits = digits
    triesLeft = Self.tries
  }

  init(digits: SecretBytes, triesLeft: UInt8) {
    self.digits = digits
    self.triesLeft = triesLeft
  }
}
