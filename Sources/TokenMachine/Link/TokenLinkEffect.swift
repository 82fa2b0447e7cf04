public import Cryptography
public import WireProtocol

/// What a device's link wants done, or tells.
public enum TokenLinkEffect: Sendable {
  /// Write these bytes to the host, after those before.
  case send([UInt8])
  /// The link has used up its entropy: `TokenLink.entropy`.
  case entropyWanted
  /// The conversation ended or began anew: whatever the host had asked for is void.
  case reset
  /// The host wants something done; `TokenLink.answer` is called once for it.
  case request(HostMessage, about: UInt8)
  /// Show this number, and ask the person whether the host shows the same.
  case comparePairingNumber(PairingNumber)
  /// The host and the person both said yes: keep this key, then call `TokenLink.endPairing`.
  case pairWith(PublicKey)
  /// Pairing ended otherwise; take the number off the display.
  case pairingEnded
}
