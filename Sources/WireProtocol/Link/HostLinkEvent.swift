public import Cryptography

/// What happens to a host's link.
public enum HostLinkEvent: Sendable {
  /// The line to the device is open. The entropy, `HostLink.entropySize` random bytes, names the conversations and makes
  /// the first session's keys.
  case opened(entropy: SecretBytes)
  /// Bytes came from the device; the caller wipes them afterwards.
  case received([UInt8])
  /// `HostLink.nextDeadline` has come.
  case deadline
  /// Fresh random bytes, `HostLink.entropySize` of them, in answer to `HostLinkEffect.entropyWanted`.
  case entropy(SecretBytes)
  /// What it brings to a session has changed: before the line is open, or later. A session with a device that is not
  /// known any more ends, and a link that failed tries again.
  case credentials(HostCredentials)
  /// Somebody wants a request carried out; what the device has no capability for is refused without a frame. Hello, ack,
  /// handshake, sealed and pairing messages are the link's own and are ignored here.
  case request(HostMessage, ticket: UInt32)
  /// Somebody wants to know whether the device is still there.
  case ping
  /// The operator wants to pair with the device.
  case pair
  /// Whether the operator found both pairing numbers equal.
  case pairVerdict(Bool)
}
