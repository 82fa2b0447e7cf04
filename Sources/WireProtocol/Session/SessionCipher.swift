public import Cryptography

/// One direction of a session: a key and the number of messages under it (Noise rev 34 §5.1, CipherState).
///
/// Nonces are implicit: the link beneath delivers each message once and in order, so that a message that was changed,
/// repeated, left out or put elsewhere does not open. Both sides change the key by themselves after every `rekeyInterval`
/// messages. A cipher whose `open` failed once opens nothing more.
///
/// It is a value, but hand it on rather than copy it: two copies that seal would use one nonce twice.
public struct SessionCipher<Suite: SessionSuite>: Sendable {
  /// How many messages one key seals before Noise's REKEY() (rev 34 §11.3) takes its place: a stolen key opens no more than
  /// the messages since the last change. A power of two, so that a board without division can tell.
  public static var rekeyInterval: UInt64 { 1024 }

  /// How much longer a sealed message is than what it holds, in bytes: its tag.
  public static var overhead: Int { Suite.Cipher.tagSize }

  /// How many messages were sealed or opened: the next one's nonce. Changing the key does not set it back.
  public private(set) var counter: UInt64

  /// None after a failure.
  private var key: SecretBytes?

  init(key: SecretBytes, counter: UInt64 = 0) {
    self.key = key
    self.counter = counter
  }

  /// Whether it was given up: nothing is sealed or opened any more.
  public var hasEnded: Bool { key == nil }

  /// Forgets the key.
  public mutating func end() { key = nil }

  /// Encrypts and authenticates the next message.
  /// - Returns: `plaintext.count + overhead` bytes.
  /// - Throws: `ended`.
  public mutating func seal(_ plaintext: [UInt8]) throws(SessionError) -> [UInt8] {
    try seal(plaintext, authenticating: [])
  }

  /// Encrypts and authenticates the next message.
  /// - Returns: `plaintext.count + overhead` bytes.
  /// - Throws: `ended`.
  public mutating func seal(_ plaintext: SecretBytes) throws(SessionError) -> [UInt8] {
    try plaintext.withBytes { (bytes) throws(SessionError) in try seal(bytes, authenticating: []) }
  }

  /// Opens the next message.
  /// - Throws: `wrongLength` for what is shorter than a tag, `notAuthentic`, `ended`. Any of them ends the cipher.
  public mutating func open(_ sealed: UnsafeRawBufferPointer) throws(SessionError) -> SecretBytes {
    try open(sealed, authenticating: [])
  }

  /// Opens the next message.
  /// - Throws: `wrongLength` for what is shorter than a tag, `notAuthentic`, `ended`. Any of them ends the cipher.
  public mutating func open(_ sealed: [UInt8]) throws(SessionError) -> SecretBytes {
    try open(sealed, authenticating: [])
  }

  mutating func seal(
    _ plaintext: UnsafeRawBufferPointer, authenticating additionalData: [UInt8]
  ) throws(SessionError) -> [UInt8] {
    let key = try usableKey()
    let size = plaintext.count + Self.overhead
    let sealed = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      additionalData.withUnsafeBytes { additionalData in
        Suite.Cipher.seal(
          plaintext, key: key, counter: counter, additionalData: additionalData,
          into: UnsafeMutableRawBufferPointer(start: buffer.baseAddress, count: size))
      }
      count = size
    }
    advance(from: key)
    return sealed
  }

  mutating func seal(_ plaintext: [UInt8], authenticating additionalData: [UInt8]) throws(SessionError) -> [UInt8] {
    try plaintext.span.bytes.withUnsafeBytes { (bytes) throws(SessionError) in
      try seal(bytes, authenticating: additionalData)
    }
  }

  mutating func open(
    _ sealed: UnsafeRawBufferPointer, authenticating additionalData: [UInt8]
  ) throws(SessionError) -> SecretBytes {
    let key = try usableKey()
    guard sealed.count >= Self.overhead else {
      end()
      throw .wrongLength
    }
    var isAuthentic = false
    let plaintext = SecretBytes(count: sealed.count - Self.overhead) { plaintext in
      additionalData.withUnsafeBytes { additionalData in
        isAuthentic = Suite.Cipher.open(
          sealed, key: key, counter: counter, additionalData: additionalData, into: plaintext)
      }
    }
    guard isAuthentic else {
      end()
      throw .notAuthentic
    }
    advance(from: key)
    return plaintext
  }

  mutating func open(_ sealed: [UInt8], authenticating additionalData: [UInt8]) throws(SessionError) -> SecretBytes {
    try sealed.span.bytes.withUnsafeBytes { (bytes) throws(SessionError) in
      try open(bytes, authenticating: additionalData)
    }
  }

  /// The last counter is REKEY's own and never a message's.
  private mutating func usableKey() throws(SessionError) -> SecretBytes {
    guard let key, counter < .max else {
      end()
      throw .ended
    }
    return key
  }

  private mutating func advance(from key: SecretBytes) {
    counter += 1
    if counter & (Self.rekeyInterval - 1) == 0 { self.key = Self.successor(of: key) }
  }

  /// REKEY(k): the first 32 bytes of ENCRYPT(k, 2⁶⁴-1, nothing, 32 zeros).
  private static func successor(of key: SecretBytes) -> SecretBytes {
    let zeros = SecretBytes(count: Suite.Cipher.keySize) { _ in }
    let sealed = SecretBytes(count: Suite.Cipher.keySize + Suite.Cipher.tagSize) { sealed in
      zeros.withBytes {
        Suite.Cipher.seal(
          $0, key: key, counter: .max, additionalData: UnsafeRawBufferPointer(start: nil, count: 0), into: sealed)
      }
    }
    return sealed.prefix(Suite.Cipher.keySize)
  }
}
