/// The types of a packet's security block.
public enum OSDPSecurityBlock {
  /// The panel's challenge; its data says which key, 0 the default one, 1 the device's own.
  public static let challenge: UInt8 = 0x11
  /// The device's cryptogram.
  public static let deviceCryptogram: UInt8 = 0x12
  /// The panel's cryptogram.
  public static let panelCryptogram: UInt8 = 0x13
  /// The first reply MAC; its data is 1 where the device accepts the panel.
  public static let firstMAC: UInt8 = 0x14
  /// A command with a MAC.
  public static let command: UInt8 = 0x15
  /// A reply with a MAC.
  public static let reply: UInt8 = 0x16
  /// A command with a MAC and encrypted data.
  public static let encryptedCommand: UInt8 = 0x17
  /// A reply with a MAC and encrypted data.
  public static let encryptedReply: UInt8 = 0x18

  /// Whether a packet with a block of `type` ends in a MAC.
  public static func hasMAC(_ type: UInt8) -> Bool { (command...encryptedReply).contains(type) }
}
