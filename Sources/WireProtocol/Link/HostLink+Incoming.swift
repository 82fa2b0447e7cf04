internal import Cryptography

extension HostLink {
  mutating func take(_ outcome: FrameDecoder.Outcome, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard case .frame(let frame) = outcome else {
      // Before the device has said hello, noise is nobody's input.
      if state != .closed, state != .failed, state != .greeting { effects.append(.damagedFrame) }
      return
    }
    guard frame.id & 0x80 != 0 else {
      // An echoing line gives back what the host sent.
      if isOpen { effects.append(.skipped(id: frame.id)) }
      return
    }
    let message: DeviceMessage
    do throws(MessageFault) {
      message = try DeviceMessage(frame)
    } catch {
      takeMalformed(frame, at: now, &effects)
      return
    }
    switch message {
    case .hello(let hello): take(hello, body: frame.body, at: now, &effects)
    case .ack: takeAcknowledgement(of: frame.sequence, at: now, &effects)
    case .pong(let tag):
      guard isOpen, pingTries > 0, tag == pingTag else { break }
      pingTries = 0
      phaseDeadline = nil
      effects.append(.pong)
    case .error(let report): take(report, at: now, &effects)
    default: takeNumbered(message, sequence: frame.sequence, at: now, &effects)
    }
  }

  private mutating func takeMalformed(_ frame: Frame, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard state == .plain else { return }
    if frame.sequence != SequenceNumber.unnumbered {
      guard arrived(frame.sequence, at: now, &effects) else { return }
    }
    effects.append(.malformed(id: frame.id))
  }

  private mutating func takeNumbered(
    _ message: DeviceMessage, sequence: UInt8, at now: Duration, _ effects: inout [HostLinkEffect]
  ) {
    guard state != .closed, state != .greeting, state != .failed else { return }
    guard sequence != SequenceNumber.unnumbered, belongs(message, sequence) else {
      effects.append(.skipped(id: message.id))
      return
    }
    guard arrived(sequence, at: now, &effects) else { return }
    switch message {
    case .handshake(let bytes): takeHandshake(bytes, at: now, &effects)
    case .sealed(let sealed): open(sealed, at: now, &effects)
    default: deliver(message, at: now, &effects)
    }
  }

  /// Whether a message may come in this state. One that may not is not even counted, so that nobody who can write on the
  /// wire uses up a number of the session's.
  private func belongs(_ message: DeviceMessage, _ sequence: UInt8) -> Bool {
    switch message {
    // The last one may come again when its acknowledgement was lost.
    case .handshake: handshake != nil || sequence == receiver.last
    case .sealed: session != nil
    default: state == .plain
    }
  }

  /// Acknowledges a numbered frame.
  /// - Returns: whether it is new.
  private mutating func arrived(_ sequence: UInt8, at now: Duration, _ effects: inout [HostLinkEffect]) -> Bool {
    let arrival = receiver.take(sequence)
    guard arrival != .outOfStep else {
      startOver(at: now, &effects)
      return false
    }
    effects.append(.send(HostMessage.ack.frame(sequence: sequence).encoded()))
    return arrival == .new
  }

  private mutating func takeAcknowledgement(
    of sequence: UInt8, at now: Duration, _ effects: inout [HostLinkEffect]
  ) {
    guard let (parcel, next) = transmitter.acknowledge(sequence, at: now) else { return }
    if parcel.ticket != 0 {
      effects.append(.settled(ticket: parcel.ticket, .delivered))
      awaited.append(
        AwaitedAnswer(sequence: sequence, ticket: parcel.ticket, deadline: now + LinkTiming.replyTimeout))
    }
    if let next { effects.append(.send(next)) }
  }

  /// Hands on a message that arrived the way it should have.
  mutating func deliver(_ message: DeviceMessage, at now: Duration, _ effects: inout [HostLinkEffect]) {
    switch message {
    case .key, .entered, .code, .confirmed, .response, .status(about: 0, _):
      effects.append(.message(message))
    case .done(let about), .refused(let about, _), .slotMap(let about, _), .slot(let about, _), .time(let about, _),
      .status(let about, _), .firmware(let about, _):
      // An answer whose request's acknowledgement was lost is one itself.
      takeAcknowledgement(of: about, at: now, &effects)
      guard let index = awaited.firstIndex(where: { $0.sequence == about }) else {
        effects.append(.skipped(id: message.id))
        break
      }
      let ticket = awaited.remove(at: index).ticket
      effects.append(.answered(ticket: ticket, message))
    default:
      effects.append(.skipped(id: message.id))
    }
  }

  private mutating func take(_ report: ErrorReport, at now: Duration, _ effects: inout [HostLinkEffect]) {
    switch report.code {
    case .noCommonVersion where state == .greeting && report.about == HostMessageID.hello.rawValue:
      let versions: ClosedRange<UInt8>? = report.detail.withBytes { detail in
        detail.count >= 2 && detail[0] <= detail[1] ? detail[0]...detail[1] : nil
      }
      fail(.noCommonVersion(device: versions), &effects)
    case .helloFirst where state != .greeting, .outOfStep where state != .greeting,
      .sessionFailed where state != .greeting:
      guard state != .closed, state != .failed else { break }
      effects.append(.error(report))
      startOver(at: now, &effects)
    default:
      if isOpen { effects.append(.error(report)) }
    }
  }
}
