import Cryptography
import FuzzRig
import HostPlatform
import WireProtocol

/// Reads a message, and the side is as it should be afterwards.
func read(_ message: [UInt8], _ side: inout Handshake) -> Bool {
  precondition(side.isTurnToRead && !side.hasEnded, "it is not the reader's turn")
  do {
    let payload = try side.read(message)
    precondition(payload.count <= Handshake.longestPayload, "a payload is too long")
    precondition(message.count <= Handshake.longestMessage, "a message is too long")
    precondition(!side.hasEnded && !side.isTurnToRead, "a message was taken, and the reader did not go on")
    return true
  } catch {
    precondition(error != .ended && error != .outOfTurn, "a refusal has the wrong reason")
    precondition(side.hasEnded && !side.isComplete && side.remoteStaticKey == nil, "a refusal left something behind")
    precondition((try? side.read(message)) == nil && (try? side.write()) == nil, "a handshake outlived a refusal")
    return false
  }
}

// Nothing but what its keys have sealed is taken, and any refusal is the end. The first byte chooses the step that the
// rest meets.
fuzz(longest: 600) { input in
  var script = Script(input)
  switch script.byte() % 5 {
  case 0:
    var side = Sides.known.responderAtFirst
    let message = script.rest()
    let fits = PublicKey.size...(PublicKey.size + Handshake.longestPayload) ~= message.count
    guard read(message, &side) else { return precondition(!fits, "message 1 was refused") }
    precondition(fits, "message 1 has a wrong length")
    if let answer = try? side.write() {
      precondition(answer.count == 96, "message 2 has a wrong length")
    } else {
      precondition(side.hasEnded, "a refusal left something behind")
    }
  case 1:
    var side = Sides.known.initiatorAtSecond
    let message = script.rest()
    let isTaken = read(message, &side)
    // What follows the static key is a payload's, and a vector's may have one.
    precondition(!isTaken || message.starts(with: Sides.known.second.prefix(80)), "message 2 was forged")
    precondition(isTaken || message != Sides.known.second, "message 2 was refused")
  case 2:
    var side = Sides.known.responderAtThird
    let message = script.rest()
    let isTaken = read(message, &side)
    precondition(!isTaken || message.starts(with: Sides.known.third.prefix(48)), "message 3 was forged")
    precondition(isTaken || message != Sides.known.third, "message 3 was refused")
    if isTaken { precondition((try? side.finish()) != nil && side.hasEnded, "there is no session") }
  case let direction:
    var sender = direction == 3 ? Sides.known.initiator.sending : Sides.known.responder.sending
    var receiver = direction == 3 ? Sides.known.responder.receiving : Sides.known.initiator.receiving
    while !script.isAtEnd {
      // True messages bring the counter on; whatever else comes must be the next of them or be refused.
      for _ in 0..<script.byte() { _ = try? receiver.open(try! sender.seal([UInt8]())) }
      precondition(!receiver.hasEnded && receiver.counter == sender.counter, "a true message was refused")
      let message = script.bytes(atMost: 255)
      guard let text = try? receiver.open(message) else {
        precondition(receiver.hasEnded && (try? receiver.open(message)) == nil, "a cipher outlived a refusal")
        return
      }
      let sealed = try? sender.seal(text)
      precondition(sealed == message, "a message was forged")
    }
  }
}
