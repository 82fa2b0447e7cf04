internal import Cryptography

extension HostLink {
  /// Says hello, for the first time or again.
  mutating func greet(at now: Duration, asked: Bool, tries: Int = 0, _ effects: inout [HostLinkEffect]) {
    helloTag = helloTag == .max ? 1 : helloTag + 1
    helloTries = tries + 1
    wasAsked = asked
    receiver = Receiver()
    state = .greeting
    phaseDeadline = now + LinkTiming.helloInterval
    // The zero in front ends whatever the device has heard so far (REQ-HEL-002).
    effects.append(.send([0]))
    sendUnnumbered(.hello(HostHello(versions: ProtocolVersion.supported, tag: helloTag)), &effects)
  }

  /// The conversation is void: another begins.
  mutating func startOver(at now: Duration, _ effects: inout [HostLinkEffect]) {
    switch state {
    case .closed:
      return
    case .greeting where wasAsked:
      // Asked once already: the next try is the timer's, or a device that only ever asks would keep the line busy.
      return
    case .greeting:
      greet(at: now, asked: true, tries: helloTries, &effects)
    case .failed:
      greet(at: now, asked: true, &effects)
    case .securing where handshakeTries >= LinkTiming.handshakeTries:
      // A device that can say hello and no more would be greeted for ever.
      fail(.sessionFailed, &effects)
    case .plain, .securing, .pairing, .secured:
      breakOff(&effects)
      effects.append(.restarted)
      greet(at: now, asked: true, &effects)
    }
  }

  mutating func take(_ hello: DeviceHello, body: SecretBytes, at now: Duration, _ effects: inout [HostLinkEffect]) {
    guard hello.answeredTag != 0 else {
      startOver(at: now, &effects)
      return
    }
    // An answer to an earlier hello, or to one of a host before: the one to the last is still to come.
    guard state == .greeting, hello.answeredTag == helloTag else { return }
    guard ProtocolVersion.supported.contains(hello.version) else {
      fail(.versionNotOffered(hello.version), &effects)
      return
    }
    phaseDeadline = nil
    self.hello = hello
    let ours = HostMessage.hello(HostHello(versions: ProtocolVersion.supported, tag: helloTag)).body
    prologue = sessionPrologue(
      hostHello: ours.withBytes { Array($0) }, deviceHello: body.withBytes { Array($0) })
    guard credentials != nil || !isSessionRequired else { return fail(.sessionImpossible, &effects) }
    let isRequired = credentials?.isRequired ?? false
    guard hello.capabilities.contains(.session) else {
      if wantsPairing {
        wantsPairing = false
        effects.append(.pairingFailed(.refused(Refusal(.unsupported))))
      }
      return isRequired ? fail(.sessionUnsupported, &effects) : becomePlain(hello, &effects)
    }
    guard hello.isPaired || wantsPairing else {
      return isRequired ? fail(.notPaired, &effects) : becomePlain(hello, &effects)
    }
    beginSession(at: now, &effects)
  }

  private mutating func becomePlain(_ hello: DeviceHello, _ effects: inout [HostLinkEffect]) {
    state = .plain
    effects.append(.up(hello, .none))
    settleDoubt(hello, &effects)
  }

  /// What the device says it took last tells what became of the message that nobody acknowledged (REQ-ACK-006).
  mutating func settleDoubt(_ hello: DeviceHello, _ effects: inout [HostLinkEffect]) {
    guard let doubtful else { return }
    self.doubtful = nil
    let delivery: Delivery =
      if hello.lastTaken == doubtful.frame { .delivered } else if hello.lastTaken == .nothing { .forgotten } else {
        .notDelivered
      }
    effects.append(.settled(ticket: doubtful.ticket, delivery))
  }
}
