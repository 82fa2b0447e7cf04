import Cryptography
import Foundation
import HostPlatform
import Rig
import Testing
import WireProtocol

/// Sessions with an implementation that shares nothing with ours: PyPI's noiseprotocol, in a process of its own.
@Suite(.enabled(if: PythonEnvironment.isReady, Comment(rawValue: PythonEnvironment.reason)))
struct NoisePeerTests {
  @Test("a session with noiseprotocol, we on either side", arguments: [SessionRole.initiator, .responder])
  func session(_ role: SessionRole) throws {
    var random = SeededGenerator()
    let prologue = random.bytes(Int.random(in: 0...64, using: &random))
    let peer = try Peer(role == .initiator ? "responder" : "initiator", prologue: prologue)
    let peerKey = try #require(PublicKey(try peer.hear()))

    var handshake = Handshakes.side(role, &random, prologue)
    for number in 0..<3 {
      if handshake.isTurnToWrite {
        try peer.tell(hexadecimal(try handshake.write(random.bytes(number))))
      } else {
        #expect(try handshake.read(try peer.hear()).array == Array("payload \(number)".utf8), "\(random.replay)")
      }
    }
    var session = try handshake.finish()
    #expect(session.remoteStaticKey == peerKey, "\(random.replay)")
    #expect(try peer.hear() == session.handshakeHash, "\(random.replay)")

    // Beyond a change of keys in each direction.
    for _ in 0..<(SessionCipher<SodiumSuite>.rekeyInterval + 10) {
      let text = random.bytes(Int.random(in: 1...40, using: &random))
      try peer.tell("open \(hexadecimal(try session.sending.seal(text)))")
      try #require(try peer.hear() == text, "\(random.replay)")
      try peer.tell("seal \(hexadecimal(text))")
      try #require(try session.receiving.open(try peer.hear()).array == text, "\(random.replay)")
    }

    let host = PairingNonce(&random)
    let device = PairingNonce(&random)
    try peer.tell("number \(hexadecimal(host.bytes)) \(hexadecimal(device.bytes))")
    var pairing = DevicePairing(in: session, nonce: device)
    let shown = try pairing.receive(hostNonce: host.bytes).number
    #expect(peer.running.line() == "\(hexadecimal(pairing.commitment.bytes)) \(shown)", "\(random.replay)")

    var changed = try session.sending.seal([1, 2, 3])
    changed[Int.random(in: changed.indices, using: &random)] ^= 1
    try peer.tell("open \(hexadecimal(changed))")
    #expect(peer.running.line() == "refused", "\(random.replay)")
  }

  @Test("session.json is what its script makes of it")
  func vectors() throws {
    let script = Specification.folder.appending(path: "vectors/make_session_vectors.py")
    let made = try Finished.run(PythonEnvironment.program, [script.path, "--check"])
    #expect(made.status == 0, "\(made.errors)")
  }

  private struct Peer {
    let running: Running

    init(_ role: String, prologue: [UInt8]) throws {
      let script = Programs.project.appending(path: "Tests/Rigs/noise_peer.py")
      running = try Running(
        PythonEnvironment.program, [script.path, role, hexadecimal(prologue)], keepsInput: true)
    }

    func tell(_ line: String) throws { try running.tell(line) }

    func hear() throws -> [UInt8] { bytes(hex: try #require(running.line())) }
  }
}

private func hexadecimal(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
}
