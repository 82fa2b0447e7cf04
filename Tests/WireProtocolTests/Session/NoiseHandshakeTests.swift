import Cryptography
import HostPlatform
import Rig
import Testing
import WireProtocol

struct NoiseHandshakeTests {
  @Test("the longest message is the second with the longest payload, 112 bytes")
  func sizes() throws {
    var random = SeededGenerator()
    for (number, size) in [32, 96, 64].enumerated() {
      for payload in [0, 1, Handshake.longestPayload] {
        var sides = Handshakes(&random)
        let message = try sides.message(number, payload: Array(repeating: 7, count: payload))
        #expect(message.count == size + payload)
        #expect(message.count <= Handshake.longestMessage)
        #expect(try sides.read(number, message).array == Array(repeating: 7, count: payload))
      }
    }
    #expect(Handshake.longestMessage == 112)
  }

  @Test("whatever keys and prologue, both sides end with one hash, each other's key, and ciphers that fit")
  func roundTrips() throws {
    var random = SeededGenerator()
    for _ in 0..<100 {
      let prologue = random.bytes(Int.random(in: 0...300, using: &random))
      var sides = Handshakes(&random, prologue: prologue)
      for number in 0..<3 {
        let payload = random.bytes(Int.random(in: 0...Handshake.longestPayload, using: &random))
        let message = try number % 2 == 0 ? sides.host.write(payload) : sides.device.write(payload)
        #expect(try sides.read(number, message).array == payload, "\(random.replay)")
      }
      #expect(sides.host.isComplete && sides.device.isComplete)
      let remoteKeys = (sides.host.remoteStaticKey, sides.device.remoteStaticKey)
      var host = try sides.host.finish()
      var device = try sides.device.finish()
      #expect(host.handshakeHash == device.handshakeHash, "\(random.replay)")
      #expect(host.remoteStaticKey == remoteKeys.0 && device.remoteStaticKey == remoteKeys.1)
      let text = random.bytes(Int.random(in: 0...200, using: &random))
      #expect(try device.receiving.open(try host.sending.seal(text)).array == text, "\(random.replay)")
      #expect(try host.receiving.open(try device.sending.seal(text)).array == text, "\(random.replay)")
    }
  }

  @Test("a handshake with other keys or another prologue has another hash")
  func hashes() throws {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    let first = try sides.sessions()
    sides = Handshakes(&random)
    let second = try sides.sessions()
    #expect(first.host.handshakeHash != second.host.handshakeHash)
    #expect(first.host.handshakeHash.count == 64)
  }

  @Test("sides that believe in different prologues do not come together")
  func prologues() throws {
    var random = SeededGenerator()
    var host = Handshakes.side(.initiator, &random, Array("version 1".utf8))
    var device = Handshakes.side(.responder, &random, Array("version 0".utf8))
    _ = try device.read(try host.write())
    let answer = try device.write()
    #expect(throws: SessionError.notAuthentic) { try host.read(answer) }
    #expect(host.hasEnded && host.remoteStaticKey == nil)
  }

  @Test("a change of any bit of messages 2 and 3 is refused, and ends the handshake", arguments: [1, 2])
  func tampering(_ number: Int) throws {
    var random = SeededGenerator()
    var sides = Handshakes(&random, prologue: [1, 2, 3])
    let message = try sides.message(number, payload: [1, 2, 3, 4])
    for index in message.indices {
      // X25519 ignores the last bit of a key, but the hash does not.
      for bit in 0..<8 {
        var changed = message
        changed[index] ^= 1 << UInt8(bit)
        var copy = sides
        #expect(refusal { () throws(SessionError) in try copy.read(number, changed) } == .notAuthentic, "byte \(index)")
        #expect(number % 2 == 0 ? copy.device.hasEnded : copy.host.hasEnded)
        #expect(refusal { () throws(SessionError) in try copy.read(number, message) } == .ended)
      }
    }
    try sides.read(number, message)
  }

  @Test("a change of any bit of message 1 is noticed by the answer")
  func tamperingWithTheFirst() throws {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    let message = try sides.message(0, payload: [1, 2, 3, 4])
    for index in message.indices {
      for bit in 0..<8 {
        var changed = message
        changed[index] ^= 1 << UInt8(bit)
        var copy = sides
        try copy.read(0, changed)
        let answer = try copy.device.write()
        #expect(refusal { () throws(SessionError) in try copy.read(1, answer) } == .notAuthentic, "byte \(index)")
      }
    }
  }

  @Test("a message of any other length is refused", arguments: [0, 1, 2])
  func lengths(_ number: Int) throws {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    let message = try sides.message(number)
    for count in 0..<message.count {
      var copy = sides
      #expect(throws: (any Error).self) { try copy.read(number, Array(message.prefix(count))) }
    }
    for extra in [Handshake.longestPayload + 1, 100, 70_000] {
      var copy = sides
      let long = message + [UInt8](repeating: 0, count: extra)
      #expect(refusal { () throws(SessionError) in try copy.read(number, long) } == .wrongLength)
    }
  }

  @Test("a payload longer than the longest is not written, and ends the handshake")
  func longPayload() throws {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    #expect(throws: SessionError.wrongLength) {
      try sides.host.write(Array(repeating: 0, count: Handshake.longestPayload + 1))
    }
    #expect(throws: SessionError.ended) { try sides.host.write() }
  }

  @Test("a step out of turn is refused, at every step, and ends the handshake")
  func turns() throws {
    var random = SeededGenerator()
    let start = Handshakes(&random)
    for number in 0...3 {
      var sides = start
      var message: [UInt8] = []
      if number > 0 {
        message = try sides.message(number - 1)
        try sides.read(number - 1, message)
      }
      var writer = number % 2 == 0 ? sides.host : sides.device
      var reader = number % 2 == 0 ? sides.device : sides.host
      #expect(writer.isTurnToWrite == (number < 3) && !reader.isTurnToWrite)
      #expect(reader.isTurnToRead == (number < 3) && !writer.isTurnToRead)
      #expect(writer.isComplete == (number == 3) && reader.isComplete == (number == 3))
      var copy = writer
      #expect(throws: SessionError.outOfTurn) { try copy.read(message) }
      #expect(copy.hasEnded)
      #expect(throws: SessionError.outOfTurn) { try reader.write() }
      #expect(reader.hasEnded && !reader.isComplete && !reader.isTurnToRead)
      if number == 3 {
        copy = writer
        #expect(throws: SessionError.outOfTurn) { try copy.write() }
        _ = try writer.finish()
        #expect(throws: SessionError.ended) { try writer.finish() }
      } else {
        #expect(throws: SessionError.outOfTurn) { try writer.finish() }
        #expect(throws: SessionError.ended) { try writer.write() }
      }
    }
  }

  @Test("a handshake's messages are of no use in another")
  func replays() throws {
    var random = SeededGenerator()
    for number in [1, 2] {
      var recorded = Handshakes(&random)
      let old = try recorded.message(number)
      var fresh = Handshakes(&random)
      _ = try fresh.message(number)
      #expect(refusal { () throws(SessionError) in try fresh.read(number, old) } == .notAuthentic)
    }
  }
}
