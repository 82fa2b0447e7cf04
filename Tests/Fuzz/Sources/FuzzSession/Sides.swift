import Cryptography
import HostPlatform
import WireProtocol

typealias Handshake = NoiseHandshake<SodiumSuite>

/// Both sides of the handshake of test 1 in firmware-spec/vectors/session.json, at each of its steps, so that the vectors'
/// messages are seeds which go all the way.
struct Sides: Sendable {
  /// The vector's keys never refuse each other.
  static let known = try! Sides()

  /// Before message 1.
  let responderAtFirst: Handshake
  /// Before message 2, which follows.
  let initiatorAtSecond: Handshake
  let second: [UInt8]
  /// Before message 3, which follows.
  let responderAtThird: Handshake
  let third: [UInt8]
  /// At the end.
  let initiator: SecureSession<SodiumSuite>
  let responder: SecureSession<SodiumSuite>

  init() throws(SessionError) {
    var initiator = Self.side(
      .initiator, "12bdb17f79c3ca297a07fd0d1534ec2d24663fae3da345fd349f80fdddbd5f97",
      "6d5b748df6b8cd7b649f9c198b670bc73df5debf4d58e7c9f1b13a038bccb37c")
    var responder = Self.side(
      .responder, "01c1b66ce06e5820a3fdd899df31010ec67e260601aa86a4d3b50b99d798a0db",
      "1de9d591f34ebdaeb980447bd8ba7d7bf12ded2c5a76c0f77867b9810ba07403")
    responderAtFirst = responder
    _ = try responder.read(try initiator.write())
    initiatorAtSecond = initiator
    second = try responder.write()
    _ = try initiator.read(second)
    responderAtThird = responder
    third = try initiator.write()
    _ = try responder.read(third)
    self.initiator = try initiator.finish()
    self.responder = try responder.finish()
  }

  private static func side(_ role: SessionRole, _ secret: String, _ ephemeral: String) -> Handshake {
    Handshake(
      role, staticKeys: KeyPair(secret: bytes(hex: secret), by: SodiumKeyAgreement.self),
      ephemeralSecret: bytes(hex: ephemeral), prologue: [])
  }

  private static func bytes(hex: String) -> SecretBytes {
    let digits = Array(hex.utf8)
    return SecretBytes(
      copying: stride(from: 0, to: digits.count, by: 2).map {
        UInt8(String(decoding: digits[$0..<($0 + 2)], as: UTF8.self), radix: 16)!
      })
  }
}
