public import Cryptography

/// What a host's link wants done, or tells.
public enum HostLinkEffect: Sendable {
  /// Write these bytes to the device, after those before.
  case send([UInt8])
  /// The link wants `HostLinkEvent.entropy`.
  case entropyWanted
  /// Both sides agree on a version, the device has said who it is, and what the policy demands of a session is there.
  case up(DeviceHello, LinkSecurity)
  /// The conversation broke off: what was typed so far is void, and the link greets the device again.
  case restarted
  /// The link is of no use until the line is opened again or the device asks for a hello.
  case failed(LinkFailure)
  /// The device tells something that nobody asked: a key, digits, a code, an answer of its user, a status.
  case message(DeviceMessage)
  /// The device answered a request.
  case answered(ticket: UInt32, DeviceMessage)
  /// The device took a request and then gave no answer to it.
  case unanswered(ticket: UInt32)
  /// What became of a request's message; told again where `unknown` came first.
  case settled(ticket: UInt32, Delivery)
  /// The link cannot go on as it is, says the device; the link does what is needed.
  case error(ErrorReport)
  /// The device answered a ping.
  case pong
  /// Bytes from the device were no frame; what was in them comes again.
  case damagedFrame
  /// A frame was whole, but its message was not: a key or a code may have been in it, and will not come again.
  case malformed(id: UInt8)
  /// A message that this version does not know, that no device sends, or that should have come inside the session.
  case skipped(id: UInt8)
  /// The number that the device shows now; the operator compares.
  case pairingNumber(PairingNumber)
  /// The device and the host keep each other's key from now on.
  case paired(deviceKey: PublicKey)
  /// Pairing ended without a pair.
  case pairingFailed(PairingFailure)
}
