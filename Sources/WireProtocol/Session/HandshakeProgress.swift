import Cryptography

/// A handshake under way (Noise rev 34 §5.3, HandshakeState), without the care for what happens after a refusal:
/// `NoiseHandshake` throws it away then, whatever state it is in.
struct HandshakeProgress<Suite: SessionSuite>: Sendable {
  private(set) var remoteStaticKey: PublicKey?

  private let role: SessionRole
  private let staticKeys: KeyPair
  private let ephemeralKeys: KeyPair
  private var state: SymmetricState<Suite>
  private var remoteEphemeralKey: PublicKey?
  /// How many messages are through, both sides'.
  private var messages = 0

  init(_ role: SessionRole, staticKeys: KeyPair, ephemeralKeys: KeyPair, state: SymmetricState<Suite>) {
    self.role = role
    self.staticKeys = staticKeys
    self.ephemeralKeys = ephemeralKeys
    self.state = state
  }

  var isComplete: Bool { messages == NoiseToken.messages }

  var isTurnToWrite: Bool { !isComplete && (messages & 1 == 0) == (role == .initiator) }

  var isTurnToRead: Bool { !isComplete && !isTurnToWrite }

  mutating func write(_ payload: [UInt8]) throws(SessionError) -> [UInt8] {
    var message: [UInt8] = []
    for token in NoiseToken.tokens(ofMessage: messages) {
      switch token {
      case .e:
        message += ephemeralKeys.publicKey.bytes
        state.mixHash(ephemeralKeys.publicKey.bytes)
      case .s: message += try state.encryptAndHash(staticKeys.publicKey.bytes)
      case .ee, .es, .se: try agree(token)
      }
    }
    message += try state.encryptAndHash(payload)
    messages += 1
    return message
  }

  mutating func read(_ message: [UInt8], longestPayload: Int) throws(SessionError) -> SecretBytes {
    var rest = message[...]
    for token in NoiseToken.tokens(ofMessage: messages) {
      switch token {
      case .e:
        let key = try take(PublicKey.size, from: &rest)
        state.mixHash(key)
        remoteEphemeralKey = PublicKey(key)
      case .s:
        let sealed = try take(PublicKey.size + sealing, from: &rest)
        remoteStaticKey = try state.decryptAndHash(sealed).withBytes { PublicKey($0) }
      case .ee, .es, .se: try agree(token)
      }
    }
    guard rest.count >= sealing, rest.count <= sealing + longestPayload else { throw .wrongLength }
    let payload = try state.decryptAndHash(Array(rest))
    messages += 1
    return payload
  }

  func session() -> SecureSession<Suite>? {
    guard isComplete, let remoteStaticKey else { return nil }
    let (first, second) = state.split()
    let (sending, receiving) = role == .initiator ? (first, second) : (second, first)
    return SecureSession(
      sending: sending, receiving: receiving, remoteStaticKey: remoteStaticKey, handshakeHash: state.hash)
  }

  /// What a tag adds now.
  private var sealing: Int { state.isSealing ? SessionCipher<Suite>.overhead : 0 }

  private mutating func agree(_ token: NoiseToken) throws(SessionError) {
    let ours: KeyPair
    let theirs: PublicKey?
    switch (token, role) {
    case (.es, .responder), (.se, .initiator): (ours, theirs) = (staticKeys, remoteEphemeralKey)
    case (.es, .initiator), (.se, .responder): (ours, theirs) = (ephemeralKeys, remoteStaticKey)
    default: (ours, theirs) = (ephemeralKeys, remoteEphemeralKey)
    }
    guard let theirs, let shared = Suite.Agreement.sharedSecret(of: ours.secret, with: theirs) else { throw .badKey }
    state.mixKey(shared)
  }

  private func take(_ count: Int, from rest: inout ArraySlice<UInt8>) throws(SessionError) -> [UInt8] {
    guard rest.count >= count else { throw .wrongLength }
    let taken = Array(rest.prefix(count))
    rest.removeFirst(count)
    return taken
  }
}
