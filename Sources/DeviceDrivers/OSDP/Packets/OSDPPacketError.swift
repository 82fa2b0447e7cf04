/// Why bytes are no packet.
public enum OSDPPacketError: Error, Equatable {
  /// The length is less than a packet has, or more than `OSDPPacket.longest`, or not that of the bytes.
  case badLength(Int)
  /// The check at the end is not that of the bytes before it.
  case badCheck
  /// The security block, or what it says must follow, reaches past the end.
  case badSecurityBlock
}
