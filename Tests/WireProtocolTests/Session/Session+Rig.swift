import Cryptography
import HostPlatform
import Rig
import WireProtocol

typealias Handshake = NoiseHandshake<SodiumSuite>
typealias Session = SecureSession<SodiumSuite>
typealias Cipher = SessionCipher<SodiumSuite>

extension KeyPair {
  init(_ secret: [UInt8]) { self.init(secret: SecretBytes(copying: secret), by: SodiumKeyAgreement.self) }
}

/// Both sides of a handshake.
struct Handshakes {
  var host: Handshake
  var device: Handshake

  init(_ random: inout SeededGenerator, prologue: [UInt8] = []) {
    host = Self.side(.initiator, &random, prologue)
    device = Self.side(.responder, &random, prologue)
  }

  static func side(_ role: SessionRole, _ random: inout SeededGenerator, _ prologue: [UInt8]) -> Handshake {
    Handshake(
      role, staticKeys: KeyPair(random.bytes(32)), ephemeralSecret: SecretBytes(copying: random.bytes(32)),
      prologue: prologue)
  }

  /// Writes and reads messages up to the one numbered `count`, from 0, and returns that one, not yet read.
  mutating func message(_ count: Int, payload: [UInt8] = []) throws -> [UInt8] {
    var message: [UInt8] = []
    for number in 0...count {
      let payload = number == count ? payload : []
      message = try number % 2 == 0 ? host.write(payload) : device.write(payload)
      if number < count { try read(number, message) }
    }
    return message
  }

  /// Lets whoever is to read message `number` read it.
  @discardableResult
  mutating func read(_ number: Int, _ message: [UInt8]) throws(SessionError) -> SecretBytes {
    try number % 2 == 0 ? device.read(message) : host.read(message)
  }

  /// Both sides' sessions.
  mutating func sessions() throws -> (host: Session, device: Session) {
    try read(2, try message(2))
    return (try host.finish(), try device.finish())
  }
}

extension PairingNonce {
  init(_ random: inout SeededGenerator) { self.init(random.bytes(Self.size))! }
}

/// What `body` throws; nil when it does not.
func refusal(_ body: () throws(SessionError) -> Void) -> SessionError? {
  do {
    try body()
    return nil
  } catch {
    return error
  }
}
