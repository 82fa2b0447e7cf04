internal import Cryptography

extension HostLink {
  mutating func request(
    _ message: HostMessage, ticket: UInt32, at now: Duration, _ effects: inout [HostLinkEffect]
  ) {
    guard isOpen, let hello, transmitter.hasRoom else {
      effects.append(.settled(ticket: ticket, .notDelivered))
      return
    }
    if let refusal = refusal(of: message, by: hello) {
      effects.append(.answered(ticket: ticket, .refused(about: 0, Refusal(refusal))))
      return
    }
    sendNumbered(message, ticket: ticket, at: now, &effects)
  }

  /// What the device would say to a message that it has no capability for, or not outside a session (REQ-HEL-008).
  private func refusal(of message: HostMessage, by hello: DeviceHello) -> RefusalReason? {
    let needed: Capabilities
    var wantsSession = false
    switch message {
    case .show: needed = .display
    case .feedback(_, let ways):
      needed = ways == .sound ? .sound : hello.capabilities.intersection([.feedback, .sound])
    case .entry: needed = .entry
    case .confirm, .cancelConfirm: needed = .confirm
    case .challenge: needed = .challenge
    case .listSlots, .readSlot: needed = .slots
    case .writeSlot, .eraseSlot: (needed, wantsSession) = (.slots, true)
    case .getTime: needed = .clock
    case .setTime: (needed, wantsSession) = (.clock, true)
    case .getStatus, .selfTest: needed = .status
    case .setPIN: (needed, wantsSession) = (.pin, true)
    case .eraseAll, .unpair: (needed, wantsSession) = (.session, true)
    case .getFirmware, .restart: needed = []
    // What a later version may ask; the ids of devices and of the link are nobody's to send.
    case .unrecognized(let id, _) where HostMessageID.requests.contains(id): needed = []
    case .hello, .ack, .ping, .handshake, .sealed, .pair, .pairNonce, .pairVerdict, .unrecognized:
      return .badMessage
    }
    if case .feedback = message, needed.isEmpty { return .unsupported }
    guard hello.capabilities.contains(needed) else { return .unsupported }
    return wantsSession && state != .secured ? .sessionRequired : nil
  }

  /// Sends a message that must arrive, inside the session where there is one.
  mutating func sendNumbered(
    _ message: HostMessage, ticket: UInt32 = 0, at now: Duration, _ effects: inout [HostLinkEffect]
  ) {
    var parcel = Transmitter.Parcel(id: message.id, body: message.body, ticket: ticket)
    if session != nil {
      guard let sealed = seal(parcel) else { return fail(.sessionFailed, &effects) }
      parcel = sealed
    }
    if let bytes = transmitter.send(parcel, at: now) { effects.append(.send(bytes)) }
  }

  private mutating func seal(_ parcel: Transmitter.Parcel) -> Transmitter.Parcel? {
    guard let sealed = try? session?.sending.seal(parcel.plaintext) else { return nil }
    return Transmitter.Parcel(
      id: HostMessageID.sealed.rawValue, body: SecretBytes(copying: sealed), ticket: parcel.ticket)
  }

  mutating func sendUnnumbered(_ message: HostMessage, _ effects: inout [HostLinkEffect]) {
    effects.append(.send(message.frame(sequence: SequenceNumber.unnumbered).encoded()))
  }
}
