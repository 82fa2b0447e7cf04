import CSodium
import Conversations
import Cryptography
import Foundation
import HostPlatform
import Rig
import WireProtocol

/// What a session costs: opening sealed messages, and the handshake before. libsodium's own work is the bound of both.
enum SessionBench {
  static func run() throws -> [Figure] {
    // A key press is two bytes inside: its message's id, and the key.
    try opening("open sealed messages, key press", size: 2, count: 5_000)
      + opening("open sealed messages, longest", size: FrameLimits.longestSealedBody + 1, count: 5_000)
      + [handshake()]
  }

  private static func opening(_ name: String, size: Int, count: Int) throws -> [Figure] {
    var random = SeededGenerator(seed: 2)
    var (host, device) = try sessions(&random)
    let plaintext = random.secret(size)
    let raw = RawCipher(plaintext)
    return try Race(name: name, count: count).figures(
      ours: { count in
        let sealed = try (0..<count).map { _ in try device.sending.seal(plaintext) }
        return try Race.time { for message in sealed { _ = try host.receiving.open(message) } }
      },
      peers: [
        Race.Runner(
          name: "libsodium", round: { count in Race.time { for _ in 0..<count { raw.open() } } },
          note: "the bound: ChaCha20-Poly1305 alone, one message again and again")
      ])
  }

  private static func handshake() throws -> Figure {
    var random = SeededGenerator(seed: 3)
    let staticKeys = (0..<2).map { _ in KeyPair(secret: random.secret(32), by: SodiumKeyAgreement.self) }
    var ours = Sample()
    var bound = Sample()
    for _ in 0..<200 {
      let secrets = (0..<2).map { _ in random.secret(32) }
      var time = 0.0
      func measured<Value>(_ body: () throws -> Value) rethrows -> Value {
        let begin = Sample.processorMicroseconds()
        defer { time += Sample.processorMicroseconds() - begin }
        return try body()
      }
      var device = NoiseHandshake<SodiumSuite>(
        .responder, staticKeys: staticKeys[1], ephemeralSecret: secrets[1], prologue: [])
      var host = measured {
        NoiseHandshake<SodiumSuite>(.initiator, staticKeys: staticKeys[0], ephemeralSecret: secrets[0], prologue: [])
      }
      let first = try measured { try host.write() }
      _ = try device.read(first)
      let second = try device.write()
      let third = try measured {
        _ = try host.read(second)
        return try host.write()
      }
      _ = try measured { try host.finish() }
      _ = try device.read(third)
      ours.add(time)
      let secret = secrets[0].withBytes { Array($0) }
      let point = staticKeys[1].publicKey.bytes
      var result = [UInt8](repeating: 0, count: 32)
      bound.add(
        Race.time {
          crypto_scalarmult_base(&result, secret)
          for _ in 0..<3 { precondition(crypto_scalarmult(&result, secret, point) == 0, "a proper point") }
        })
    }
    return Figure(
      name: "handshake, the host's share, median of \(ours.values.count)", unit: "µs CPU", ours: ours.median,
      peerName: "libsodium", peer: bound.median, note: "the bound: its four X25519 products alone",
      pairedRatio: Sample(zip(ours.values, bound.values).map { $0 / $1 }).median)
  }

  private static func sessions(
    _ random: inout SeededGenerator
  ) throws -> (host: SecureSession<SodiumSuite>, device: SecureSession<SodiumSuite>) {
    func side(_ role: SessionRole) -> NoiseHandshake<SodiumSuite> {
      NoiseHandshake(
        role, staticKeys: KeyPair(secret: random.secret(32), by: SodiumKeyAgreement.self),
        ephemeralSecret: random.secret(32), prologue: [])
    }
    var host = side(.initiator)
    var device = side(.responder)
    _ = try device.read(try host.write())
    _ = try host.read(try device.write())
    _ = try device.read(try host.write())
    return (try host.finish(), try device.finish())
  }
}
