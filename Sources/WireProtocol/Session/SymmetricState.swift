import Cryptography

/// What a handshake has agreed on so far: the chaining key, the hash of all that was said, and the key they led to
/// (Noise rev 34 §5.2, SymmetricState).
struct SymmetricState<Suite: SessionSuite>: Sendable {
  /// The hash of everything said so far, 64 bytes. Both sides have the same or the next tag does not fit.
  private(set) var hash: [UInt8]

  private var chainingKey: SecretBytes
  private var cipher: SessionCipher<Suite>?

  /// Whether what goes over the wire now is sealed.
  var isSealing: Bool { cipher != nil }

  /// Starts with the protocol's name, which must not be longer than a digest, and with what both sides knew before.
  init(protocolName: [UInt8], prologue: [UInt8]) {
    precondition(protocolName.count <= Suite.Hash.longestDigest, "a longer name would be hashed first")
    hash = protocolName + [UInt8](repeating: 0, count: Suite.Hash.longestDigest - protocolName.count)
    chainingKey = SecretBytes(copying: hash)
    mixHash(prologue)
  }

  /// Takes in what was sent or received.
  mutating func mixHash(_ data: [UInt8]) {
    var function = Suite.Hash(digestSize: Suite.Hash.longestDigest)
    function.update(hash)
    function.update(data)
    hash.withUnsafeMutableBytes { function.finish(into: $0) }
  }

  /// Takes in a shared secret; what is sealed from now on needs it.
  mutating func mixKey(_ shared: SecretBytes) {
    let (chainingKey, key) = shared.withBytes { derive(from: $0) }
    self.chainingKey = chainingKey
    cipher = SessionCipher(key: key.prefix(Suite.Cipher.keySize))
  }

  /// Seals, once there is a key, and takes in what goes over the wire.
  mutating func encryptAndHash(_ plaintext: [UInt8]) throws(SessionError) -> [UInt8] {
    var sealed = plaintext
    if var cipher {
      sealed = try cipher.seal(plaintext, authenticating: hash)
      self.cipher = cipher
    }
    mixHash(sealed)
    return sealed
  }

  /// Opens, once there is a key, and takes in what came over the wire.
  mutating func decryptAndHash(_ sealed: [UInt8]) throws(SessionError) -> SecretBytes {
    defer { mixHash(sealed) }
    return try cipher?.open(sealed, authenticating: hash) ?? SecretBytes(copying: sealed)
  }

  /// The two directions' ciphers: the initiator seals with the first, the responder with the second.
  func split() -> (SessionCipher<Suite>, SessionCipher<Suite>) {
    let (first, second) = derive(from: UnsafeRawBufferPointer(start: nil, count: 0))
    return (
      SessionCipher(key: first.prefix(Suite.Cipher.keySize)), SessionCipher(key: second.prefix(Suite.Cipher.keySize))
    )
  }

  /// HKDF(chainingKey, input, 2) (Noise rev 34 §4.3).
  private func derive(from input: UnsafeRawBufferPointer) -> (SecretBytes, SecretBytes) {
    var extraction = HMAC<Suite.Hash>(key: chainingKey)
    extraction.update(input)
    let temporary = extraction.finish()

    var expansion = HMAC<Suite.Hash>(key: temporary)
    expansion.update([1])
    let first = expansion.finish()

    expansion = HMAC<Suite.Hash>(key: temporary)
    first.withBytes { expansion.update($0) }
    expansion.update([2])
    return (first, expansion.finish())
  }
}
