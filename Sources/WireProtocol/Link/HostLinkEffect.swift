public import Cryptography

/// What a host's link wants done, or tells.
public enum HostLinkEffect: Sendable {
  /// Write these bytes to the device, after those before.
  case send([UInt8])
  /// Both sides agree on a version, and the device has said who it is.
  case up(DeviceHello)
  /// The device has started anew: what was typed so far is void, and the link greets it again.
  case restarted
  /// The link is of no use until the line is opened again or the device asks for a hello.
  case failed(LinkFailure)
  /// A key was pressed.
  case key(KeyCode)
  /// The device computed a code, in ASCII digits.
  case code(SecretBytes)
  /// The device could not do what it was sent.
  case error(ErrorReport)
  /// The device answered a ping.
  case pong
  /// Bytes from the device were no frame, or a frame was no message; a key or a code may have been in it.
  case damagedFrame
  /// So many frames from the device never came, modulo 256; told before what the next one brings.
  case lostFrames(UInt8)
  /// A message that this version does not know, or that no device sends, was skipped.
  case skipped(id: UInt8)
}
