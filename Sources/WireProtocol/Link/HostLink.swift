internal import Cryptography

/// The host's side of the device protocol: it greets the device, then turns frames into keys, codes and errors.
///
/// It waits for something only while a hello or a ping is unanswered; an idle link has no deadline.
public struct HostLink: Sendable {
  private enum State: Sendable {
    case closed
    case greeting(tries: Int, wasAsked: Bool)
    case up(DeviceHello)
    case failed
  }

  private var state = State.closed
  private var decoder = FrameDecoder()
  private var incoming = SequenceWatch()
  private var outgoing: UInt8 = 0
  private var helloTag: UInt8 = 0
  private var pingTag: UInt8 = 0
  private var pingTries = 0

  /// When the link wants `HostLinkEvent.deadline`, if it waits for anything.
  public private(set) var nextDeadline: Duration?

  /// Makes a link on a line that is not open yet.
  public init() {}

  /// Takes what happened.
  /// - Parameter now: monotonic time since an arbitrary start, never running backwards.
  public mutating func handle(_ event: HostLinkEvent, at now: Duration) -> [HostLinkEffect] {
    var effects: [HostLinkEffect] = []
    switch event {
    case .opened:
      decoder.reset()
      greet(at: now, asked: false, &effects)
    case .received(let bytes):
      for byte in bytes {
        guard let outcome = decoder.receive(byte) else { continue }
        take(outcome, at: now, &effects)
      }
    case .deadline:
      guard let deadline = nextDeadline, now >= deadline else { break }
      timeOut(at: now, &effects)
    case .show(let text):
      guard case .up(let device) = state, device.capabilities.contains(.display) else { break }
      send(.show(PrintableText(clipping: text.utf8, limit: FrameLimits.longestBody)), &effects)
    case .feedback(let signal):
      guard case .up(let device) = state, device.capabilities.contains(.feedback) else { break }
      send(.feedback(signal), &effects)
    case .ping:
      guard case .up = state, pingTries == 0 else { break }
      ping(at: now, &effects)
    }
    return effects
  }

  // MARK: What comes in

  private mutating func take(_ outcome: FrameDecoder.Outcome, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard case .frame(let frame) = outcome, let message = try? DeviceMessage(frame) else {
      // Before the device has said hello, noise is nobody's input.
      guard case .up = state else { return }
      if case .frame(let frame) = outcome { noteLoss(before: frame, &effects) }
      effects.append(.damagedFrame)
      return
    }
    if case .hello(let hello) = message {
      take(hello, sequence: frame.sequence, at: now, &effects)
      return
    }
    switch state {
    case .closed, .failed: return
    case .greeting:
      takeWhileGreeting(message, &effects)
    case .up:
      guard frame.id & 0x80 != 0 else {
        // An echoing line gives back what the host sent; its numbers are the host's own.
        effects.append(.skipped(id: frame.id))
        return
      }
      if case .error(let report) = message, report.code == .helloFirst {
        // The device has started anew, and its wish for a hello was lost (REQ-HEL-009).
        startOver(at: now, &effects)
        return
      }
      noteLoss(before: frame, &effects)
      takeWhileUp(message, &effects)
    }
  }

  private mutating func take(
    _ hello: DeviceHello, sequence: UInt8, at now: Duration, _ effects: inout [HostLinkEffect]
  ) {
    if hello.answeredTag == 0 {
      startOver(at: now, &effects)
      return
    }
    // An answer to an earlier hello: the one to the last is still to come.
    guard hello.answeredTag == helloTag else { return }
    switch state {
    case .closed, .failed:
      return
    case .greeting, .up:
      guard ProtocolVersion.supported.contains(hello.version) else {
        fail(.versionNotOffered(hello.version), &effects)
        return
      }
      incoming.start(at: sequence)
      if case .up(let known) = state, known == hello { return }
      state = .up(hello)
      stopWaiting()
      effects.append(.up(hello))
    }
  }

  private mutating func startOver(at now: Duration, _ effects: inout [HostLinkEffect]) {
    switch state {
    case .closed:
      return
    case .greeting(_, wasAsked: true):
      // Asked once already: the next try is the timer's, or a device that only ever asks would keep the line busy.
      return
    case .greeting(let tries, wasAsked: false):
      greet(at: now, asked: true, tries: tries, &effects)
    case .up:
      effects.append(.restarted)
      greet(at: now, asked: true, &effects)
    case .failed:
      greet(at: now, asked: true, &effects)
    }
  }

  private mutating func takeWhileGreeting(_ message: DeviceMessage, _ effects: inout [HostLinkEffect]) {
    guard case .error(let report) = message, report.about == HostMessageID.hello.rawValue,
      report.code == .noCommonVersion
    else { return }
    let versions: ClosedRange<UInt8>? = report.detail.withBytes { detail in
      detail.count >= 2 && detail[0] <= detail[1] ? detail[0]...detail[1] : nil
    }
    fail(.noCommonVersion(device: versions), &effects)
  }

  private mutating func takeWhileUp(_ message: DeviceMessage, _ effects: inout [HostLinkEffect]) {
    switch message {
    case .hello: break
    case .pong(let tag):
      guard pingTries > 0, tag == pingTag else { break }
      stopWaiting()
      effects.append(.pong)
    case .key(let key): effects.append(.key(key))
    case .code(let code): effects.append(.code(code))
    case .error(let report): effects.append(.error(report))
    case .unrecognized(let id, _): effects.append(.skipped(id: id))
    }
  }

  private mutating func noteLoss(before frame: Frame, _ effects: inout [HostLinkEffect]) {
    let lost = incoming.lost(before: frame.sequence)
    if lost > 0 { effects.append(.lostFrames(lost)) }
  }

  // MARK: What goes out

  private mutating func greet(
    at now: Duration, asked: Bool, tries: Int = 0, _ effects: inout [HostLinkEffect]
  ) {
    stopWaiting()
    helloTag = helloTag == .max ? 1 : helloTag + 1
    outgoing = 0
    state = .greeting(tries: tries + 1, wasAsked: asked)
    nextDeadline = now + LinkTiming.helloInterval
    // The zero in front ends whatever the device has heard so far (REQ-HEL-002).
    send(.hello(HostHello(versions: ProtocolVersion.supported, tag: helloTag)), after: [0], &effects)
  }

  private mutating func ping(at now: Duration, _ effects: inout [HostLinkEffect]) {
    pingTries += 1
    pingTag &+= 1
    nextDeadline = now + LinkTiming.pingTimeout
    send(.ping(tag: pingTag), &effects)
  }

  private mutating func timeOut(at now: Duration, _ effects: inout [HostLinkEffect]) {
    switch state {
    case .closed, .failed:
      nextDeadline = nil
    case .greeting(let tries, let wasAsked):
      if tries < LinkTiming.helloTries {
        greet(at: now, asked: wasAsked, tries: tries, &effects)
      } else {
        fail(.noAnswer(tries: tries), &effects)
      }
    case .up:
      if pingTries < LinkTiming.pingTries {
        ping(at: now, &effects)
      } else {
        fail(.silent(tries: pingTries), &effects)
      }
    }
  }

  private mutating func fail(_ failure: LinkFailure, _ effects: inout [HostLinkEffect]) {
    state = .failed
    stopWaiting()
    effects.append(.failed(failure))
  }

  private mutating func stopWaiting() {
    nextDeadline = nil
    pingTries = 0
  }

  private mutating func send(
    _ message: HostMessage, after prefix: [UInt8] = [], _ effects: inout [HostLinkEffect]
  ) {
    effects.append(.send(prefix + message.frame(sequence: outgoing).encoded()))
    outgoing &+= 1
  }
}
