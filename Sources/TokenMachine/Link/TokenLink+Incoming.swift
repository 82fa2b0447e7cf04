internal import Cryptography
internal import WireProtocol

extension TokenLink {
  mutating func take(_ frame: Frame, at now: Duration, _ effects: inout [TokenLinkEffect]) {
    let message: HostMessage
    do throws(MessageFault) {
      message = try HostMessage(frame)
    } catch {
      // A damaged hello, ack or ping is as good as lost; the host sends it again.
      guard frame.sequence != SequenceNumber.unnumbered, belongs(frame),
        arrived(frame, at: now, &effects)
      else { return }
      noteTaken(frame.sequence)
      sendNumbered(.refused(about: frame.sequence, Refusal(.badMessage)), at: now, &effects)
      return
    }
    switch message {
    case .hello(let hello): take(hello, body: frame.body, &effects)
    case .ack:
      guard let (_, next) = transmitter.acknowledge(frame.sequence, at: now), let next else { break }
      effects.append(.send(next))
    case .ping(let tag):
      if state == .down {
        sendError(.helloFirst, about: frame.id, &effects)
      } else {
        sendUnnumbered(.pong(tag: tag), &effects)
      }
    default:
      guard state != .down else { return sendError(.helloFirst, about: frame.id, &effects) }
      guard frame.sequence != SequenceNumber.unnumbered, belongs(frame), arrived(frame, at: now, &effects)
      else { return }
      takeNumbered(message, about: frame.sequence, at: now, &effects)
    }
  }

  /// Whether a numbered frame may come in this state. One that may not is not even counted, so that nobody who can write
  /// on the wire uses up a number of the session's.
  private func belongs(_ frame: Frame) -> Bool {
    switch HostMessageID(rawValue: frame.id) {
    // The last one may come again when its acknowledgement was lost.
    case .handshake: state == .plain || handshake != nil || frame.sequence == receiver.last
    case .sealed: session != nil
    default: state == .plain
    }
  }

  private mutating func takeNumbered(
    _ message: HostMessage, about: UInt8, at now: Duration, _ effects: inout [TokenLinkEffect]
  ) {
    switch message {
    case .handshake(let bytes): takeHandshake(bytes, about: about, at: now, &effects)
    case .sealed(let sealed): open(sealed, about: about, at: now, &effects)
    default: admit(message, about: about, at: now, &effects)
    }
  }

  /// Hands on a request, or refuses it where it may not be made (REQ-SEC-008, REQ-SEC-009).
  mutating func admit(
    _ message: HostMessage, about: UInt8, at now: Duration, _ effects: inout [TokenLinkEffect]
  ) {
    noteTaken(about)
    let refusal: RefusalReason? =
      switch message {
      case .unrecognized: .unknownMessage
      case .pair, .pairNonce, .pairVerdict: .sessionRequired
      case .writeSlot, .eraseSlot, .setTime, .setPIN, .eraseAll, .unpair: state == .secured ? nil : .sessionRequired
      default: reachesHost ? nil : .sessionRequired
      }
    if let refusal {
      sendNumbered(.refused(about: about, Refusal(refusal)), at: now, &effects)
    } else {
      effects.append(.request(message, about: about))
    }
  }

  /// Acknowledges a numbered frame.
  /// - Returns: whether it is new.
  private mutating func arrived(_ frame: Frame, at now: Duration, _ effects: inout [TokenLinkEffect]) -> Bool {
    guard state != .down else { return false }
    let arrival = receiver.take(frame.sequence)
    guard arrival != .outOfStep else {
      sendError(.outOfStep, about: frame.id, &effects)
      return false
    }
    effects.append(.send(DeviceMessage.ack.frame(sequence: frame.sequence).encoded()))
    return arrival == .new
  }

  /// Remembers a request for the next hello. Handshakes and pairing do not count: they would push out the request that a
  /// host is still in doubt about when a second conversation breaks off before it could tell.
  mutating func noteTaken(_ sequence: UInt8) {
    lastTaken = DeviceHello.Taken(tag: conversation, sequence: sequence)
  }

  private mutating func take(_ hello: HostHello, body: SecretBytes, _ effects: inout [TokenLinkEffect]) {
    guard hello.versions.overlaps(versions) else {
      goDown(&effects)
      sendError(
        .noCommonVersion, about: HostMessageID.hello.rawValue, detail: [versions.lowerBound, versions.upperBound],
        &effects)
      return
    }
    forget(&effects)
    state = .plain
    conversation = hello.tag
    let version = min(hello.versions.upperBound, versions.upperBound)
    let ours = sendHello(version: version, answering: hello.tag, &effects)
    prologue = sessionPrologue(
      hostHello: body.withBytes { Array($0) }, deviceHello: ours.withBytes { Array($0) })
  }

  mutating func sendError(
    _ code: ErrorCode, about id: UInt8, detail: [UInt8] = [], _ effects: inout [TokenLinkEffect]
  ) {
    sendUnnumbered(.error(ErrorReport(code, about: id, detail: detail)), &effects)
  }
}
