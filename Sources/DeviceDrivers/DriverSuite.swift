public import Cryptography

/// The cryptography that drivers are given, since they bring none: whoever puts the daemon together names its suppliers.
public protocol DriverSuite {
  /// What sessions of `keyport-keypad` are made of.
  associatedtype Session: SessionSuite
  /// What the secure channel of `osdp` is made of.
  associatedtype Cipher: BlockCipher
}
