public import Cryptography

/// A slot of a device, without its key.
public struct DeviceSlot: Sendable, Hashable {
  /// How the slot's codes come about.
  public enum Kind: Sendable, Hashable {
    /// By a counter (RFC 4226); this is the next code's.
    case hotp(counter: UInt64)
    /// By the time, in steps of so many seconds (RFC 6238).
    case totp(period: Int)
    /// By questions (RFC 6287), by this suite, the counter where it has one.
    case ocra(suite: String, counter: UInt64)
  }

  /// The slot.
  public var number: Int
  /// How its codes come about.
  public var kind: Kind
  /// The hash under the HMAC: `SHA1`, `SHA256` or `SHA512`.
  public var algorithm: HashAlgorithm
  /// Digits of a code, 6 to 10.
  public var digits: Int
  /// The owner's words.
  public var label: String

  /// Makes a slot.
  public init(number: Int, kind: Kind, algorithm: HashAlgorithm, digits: Int, label: String) {
    self.number = number
    self.kind = kind
    self.algorithm = algorithm
    self.digits = digits
    self.label = label
  }
}
