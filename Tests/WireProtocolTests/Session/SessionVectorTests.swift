import Cryptography
import HostPlatform
import Testing
import WireProtocol

/// firmware-spec/vectors/session.json, which an implementation that shares nothing with ours has made.
struct SessionVectorTests {
  @Test("the file counts its tests, each with an id of its own")
  func counts() {
    let file = SessionVector.file
    #expect(file.numberOfTests == file.tests.count)
    #expect(file.tests.map(\.tcId) == Array(1...file.tests.count))
    #expect(!SessionVector.valid.isEmpty && !SessionVector.invalid.isEmpty)
  }

  @Test(
    "both sides write the messages, find the hash, seal the texts and show the number", arguments: SessionVector.valid)
  func valid(_ vector: SessionVector) throws {
    var talk = Conversation(vector)
    for number in 0..<3 { try talk.exchange(number) }
    var (host, device) = try talk.sessions()
    #expect(host.handshakeHash == bytes(hex: try #require(vector.handshakeHash)))
    #expect(device.handshakeHash == host.handshakeHash)
    #expect(host.remoteStaticKey == KeyPair(bytes(hex: vector.responderStatic)).publicKey)
    #expect(device.remoteStaticKey == KeyPair(bytes(hex: vector.initiatorStatic)).publicKey)

    for message in vector.transport ?? [] {
      if message.sender == "initiator" {
        try Conversation.deliver(message, from: &host.sending, to: &device.receiving)
      } else {
        try Conversation.deliver(message, from: &device.sending, to: &host.receiving)
      }
    }

    let nonces = try talk.nonces()
    var devicePairing = DevicePairing(in: device, nonce: nonces.device)
    var hostPairing = HostPairing(in: host, nonce: nonces.host)
    #expect(devicePairing.commitment.bytes == bytes(hex: try #require(vector.commitment)))
    let hostNonce = try hostPairing.receive(commitment: devicePairing.commitment.bytes)
    #expect(hostNonce.bytes == nonces.host.bytes)
    let answer = try devicePairing.receive(hostNonce: hostNonce.bytes)
    let number = try hostPairing.receive(deviceNonce: answer.nonce.bytes)
    #expect(number.description == vector.number)
    #expect(answer.number == number)
  }

  @Test("what must be refused is, for the reason told, and not before", arguments: SessionVector.invalid)
  func invalid(_ vector: SessionVector) throws {
    let talk = Conversation(vector)
    let fault = try talk.fault()
    #expect("\(fault)" == vector.fault)
  }

  /// A conversation as a vector tells it.
  private struct Conversation {
    let vector: SessionVector
    var initiator: Handshake
    var responder: Handshake

    init(_ vector: SessionVector) {
      self.vector = vector
      func side(_ role: SessionRole, _ secret: String, _ ephemeral: String) -> Handshake {
        Handshake(
          role, staticKeys: KeyPair(bytes(hex: secret)), ephemeralSecret: SecretBytes(copying: bytes(hex: ephemeral)),
          prologue: bytes(hex: vector.prologue))
      }
      initiator = side(.initiator, vector.initiatorStatic, vector.initiatorEphemeral)
      responder = side(.responder, vector.responderStatic, vector.responderEphemeral)
    }

    /// Message `number`, written by one side as the vector has it and read by the other.
    mutating func exchange(_ number: Int) throws {
      let payload = bytes(hex: vector.payloads[number])
      let message = bytes(hex: vector.messages[number])
      if number % 2 == 0 {
        #expect(try initiator.write(payload) == message)
        #expect(try responder.read(message).array == payload)
      } else {
        #expect(try responder.write(payload) == message)
        #expect(try initiator.read(message).array == payload)
      }
    }

    mutating func sessions() throws -> (Session, Session) { (try initiator.finish(), try responder.finish()) }

    func nonces() throws -> (host: PairingNonce, device: PairingNonce) {
      let host = try #require(vector.hostNonce)
      let device = try #require(vector.deviceNonce)
      return (try #require(PairingNonce(bytes(hex: host))), try #require(PairingNonce(bytes(hex: device))))
    }

    /// Brings both ciphers to the message's counter by messages without text, then sends it.
    static func deliver(_ message: SessionVector.Message, from sender: inout Cipher, to receiver: inout Cipher) throws {
      while sender.counter < message.counter { #expect(try receiver.open(try sender.seal([UInt8]())).isEmpty) }
      let text = bytes(hex: message.plaintext)
      #expect(try sender.seal(text) == bytes(hex: message.sealed), "counter \(message.counter)")
      #expect(try receiver.open(bytes(hex: message.sealed)).array == text, "counter \(message.counter)")
    }

    /// The refusal of the last item, all before it holding for the side that refuses.
    func fault() throws -> SessionError {
      var talk = self
      let last = vector.messages.count - 1
      if vector.transport == nil, vector.deviceNonce == nil {
        let fault = try talk.handshakeFault(inMessage: last)
        return try #require(fault)
      }
      for number in 0...last { try talk.exchange(number) }
      var (host, device) = try talk.sessions()
      if vector.deviceNonce != nil {
        let nonces = try nonces()
        var pairing = HostPairing(in: host, nonce: nonces.host)
        let commitment = try #require(vector.commitment)
        _ = try pairing.receive(commitment: bytes(hex: commitment))
        let fault = refusal { () throws(SessionError) in _ = try pairing.receive(deviceNonce: nonces.device.bytes) }
        return try #require(fault)
      }
      let messages = try #require(vector.transport)
      for message in messages.dropLast() {
        if message.sender == "initiator" {
          try Self.deliver(message, from: &host.sending, to: &device.receiving)
        } else {
          try Self.deliver(message, from: &device.sending, to: &host.receiving)
        }
      }
      let refused = try #require(messages.last)
      var sender = refused.sender == "initiator" ? host.sending : device.sending
      var receiver = refused.sender == "initiator" ? device.receiving : host.receiving
      // All but the refused one and those that were left out arrive.
      let lost: UInt64 = vector.comment.contains("left out") ? 1 : 0
      while receiver.counter + lost < refused.counter { _ = try receiver.open(try sender.seal([UInt8]())) }
      let sealed = bytes(hex: refused.sealed)
      let fault = refusal { () throws(SessionError) in _ = try receiver.open(sealed) }
      return try #require(fault)
    }

    /// What the side that reads message `number` says about it, or about answering it; its own messages are the vector's.
    private mutating func handshakeFault(inMessage number: Int) throws -> SessionError? {
      var side = number % 2 == 0 ? responder : initiator
      for before in 0..<number {
        let message = bytes(hex: vector.messages[before])
        if side.isTurnToWrite {
          #expect(try side.write(bytes(hex: vector.payloads[before])) == message)
        } else {
          _ = try side.read(message)
        }
      }
      let role = number % 2 == 0 ? "responder" : "initiator"
      #expect(role == vector.refusedBy)
      let message = bytes(hex: vector.messages[number])
      let fault = refusal { () throws(SessionError) in
        _ = try side.read(message)
        if side.isTurnToWrite { _ = try side.write() }
      }
      #expect(side.hasEnded)
      return fault
    }
  }
}
