internal import Cryptography

/// A channel that stands: every packet carries a MAC that hangs on the one before it, and data is encrypted.
struct OSDPSecureChannel<Cipher: BlockCipher> {
  private let keys: OSDPSessionKeys<Cipher>
  /// The whole MAC of the last command.
  private var commandMAC = [UInt8](repeating: 0, count: 16)
  /// The whole MAC of the last reply.
  private var replyMAC: [UInt8]

  init(keys: OSDPSessionKeys<Cipher>, replyMAC: [UInt8]) {
    self.keys = keys
    self.replyMAC = replyMAC
  }

  /// Makes the whole packet for `command`.
  mutating func seal(_ command: OSDPCommand, address: UInt8, sequence: UInt8, check: OSDPCheck) -> [UInt8] {
    var data = command.data
    if !data.isEmpty {
      OSDPSessionKeys<Cipher>.pad(&data)
      keys.encryption.chain(&data, from: replyMAC.map { ~$0 })
    }
    let type = data.isEmpty ? OSDPSecurityBlock.command : OSDPSecurityBlock.encryptedCommand
    var bytes = OSDPPacket.head(
      address: address, sequence: sequence, check: check, security: [type], code: command.code.rawValue, data: data)
    commandMAC = bytes.withUnsafeBytes { keys.authenticate($0, from: replyMAC) }
    bytes += commandMAC[..<OSDPPacket.sizeOfMAC]
    bytes += check.bytes(over: bytes)
    return bytes
  }

  /// Takes a reply's data out.
  /// - Returns: nil where the reply is not protected as it must be, or not by this device, or not the next one.
  mutating func open(_ reply: OSDPPacket) -> SecretBytes? {
    guard reply.security == OSDPSecurityBlock.reply || reply.security == OSDPSecurityBlock.encryptedReply else {
      return nil
    }
    let mac = reply.authenticated.withBytes { keys.authenticate($0, from: commandMAC) }
    guard reply.authenticationCode.matches(SecretBytes(copying: mac[..<OSDPPacket.sizeOfMAC])) else { return nil }
    replyMAC = mac
    guard reply.security == OSDPSecurityBlock.encryptedReply else {
      // Under this block data travels readable, as a reason or a status may; keys may not.
      return reply.code == OSDPReply.keysCode ? nil : reply.data
    }
    guard reply.data.count % 16 == 0, !reply.data.isEmpty else { return nil }
    var data = reply.data.withBytes { Array($0) }
    defer { erase(&data) }
    keys.encryption.unchain(&data, from: commandMAC.map { ~$0 })
    guard let end = data.lastIndex(where: { $0 != 0 }), data[end] == 0x80 else { return nil }
    return SecretBytes(copying: data[..<end])
  }
}
