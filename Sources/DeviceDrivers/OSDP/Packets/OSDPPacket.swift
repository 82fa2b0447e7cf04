public import Cryptography

/// One packet as it travels, checked: start, address, length, control, perhaps a security block, a code, its data,
/// perhaps a MAC, and the check (IEC 60839-11-5, as libosdp's documentation describes it).
public struct OSDPPacket: Sendable {
  /// What every packet begins with.
  public static let start: UInt8 = 0x53
  /// The byte before a packet that lets the line settle.
  public static let mark: UInt8 = 0xFF
  /// The address that every device hears.
  public static let broadcast: UInt8 = 0x7F
  /// The most bytes that a packet may have, without the mark.
  public static let longest = 1440
  /// The bytes of a MAC that travel.
  public static let sizeOfMAC = 4

  private static let header = 5
  private static let replyBit: UInt8 = 0x80
  private static let crcBit: UInt8 = 0x04
  private static let securityBit: UInt8 = 0x08

  /// `0 ... 0x7F`.
  public let address: UInt8
  /// Whether a device sent it.
  public let isReply: Bool
  /// `0 ... 3`.
  public let sequence: UInt8
  /// What stands at its end.
  public let check: OSDPCheck
  /// The type of its security block, if it has one.
  public let security: UInt8?
  /// What its security block holds beside the type.
  public let securityData: [UInt8]
  /// The command's or reply's code.
  public let code: UInt8
  /// What follows the code, still encrypted where it is.
  public let data: SecretBytes
  /// What the MAC is computed over.
  let authenticated: SecretBytes
  /// The MAC's bytes that travel; empty where it has none.
  let authenticationCode: SecretBytes

  /// Takes the bytes of one packet, from its start to its check; the caller wipes its own.
  public init(_ bytes: [UInt8]) throws(OSDPPacketError) {
    guard let length = Self.length(of: bytes), length == bytes.count else { throw .badLength(bytes.count) }
    let check: OSDPCheck = bytes[4] & Self.crcBit == 0 ? .checksum : .crc
    let body = bytes.count - check.size
    guard body > Self.header else { throw .badLength(bytes.count) }
    guard check.bytes(over: bytes[..<body]) == Array(bytes[body...]) else { throw .badCheck }
    var code = Self.header
    var end = body
    if bytes[4] & Self.securityBit != 0 {
      let size = Int(bytes[Self.header])
      guard size >= 2, Self.header + size < body else { throw .badSecurityBlock }
      code += size
      if OSDPSecurityBlock.hasMAC(bytes[Self.header + 1]) { end -= Self.sizeOfMAC }
      guard code < end else { throw .badSecurityBlock }
      security = bytes[Self.header + 1]
      securityData = Array(bytes[(Self.header + 2)..<code])
    } else {
      security = nil
      securityData = []
    }
    address = bytes[1] & ~Self.replyBit
    isReply = bytes[1] & Self.replyBit != 0
    sequence = bytes[4] & 0x03
    self.check = check
    self.code = bytes[code]
    data = SecretBytes(copying: bytes[(code + 1)..<end])
    authenticated = SecretBytes(copying: bytes[..<end])
    authenticationCode = SecretBytes(copying: bytes[end..<body])
  }

  /// Writes a packet up to where its check, or its MAC and its check, belong; its length counts them already.
  /// - Parameter security: the security block's type and data, if it has one.
  static func head(
    address: UInt8, sequence: UInt8, check: OSDPCheck, security: [UInt8]?, code: UInt8, data: [UInt8]
  ) -> [UInt8] {
    let block = security.map { [UInt8($0.count + 1)] + $0 } ?? []
    let sizeOfMAC = security?.first.map { OSDPSecurityBlock.hasMAC($0) } == true ? Self.sizeOfMAC : 0
    let length = header + block.count + 1 + data.count + sizeOfMAC + check.size
    var bytes: [UInt8] = []
    bytes.reserveCapacity(length)
    bytes += [start, address, UInt8(length & 0xFF), UInt8(length >> 8)]
    bytes.append(sequence | (check == .crc ? crcBit : 0) | (block.isEmpty ? 0 : securityBit))
    bytes += block
    bytes.append(code)
    bytes += data
    return bytes
  }

  /// Writes a packet without a MAC.
  /// - Parameters:
  ///   - address: `0 ... 0x7F`; a reply's with the highest bit set.
  ///   - sequence: `0 ... 3`.
  ///   - security: the security block's type, none that has a MAC, and its data.
  public static func encoded(
    address: UInt8, sequence: UInt8, check: OSDPCheck, security: [UInt8]? = nil, code: UInt8, data: [UInt8]
  ) -> [UInt8] {
    var bytes = head(
      address: address, sequence: sequence, check: check, security: security, code: code, data: data)
    bytes += check.bytes(over: bytes)
    return bytes
  }

  /// The length that a packet's first four bytes tell, if they are a packet's and the length can be one.
  static func length(of bytes: [UInt8]) -> Int? {
    guard bytes.count >= 4, bytes[0] == start else { return nil }
    let length = Int(bytes[2]) | Int(bytes[3]) << 8
    return (header + 2...longest).contains(length) ? length : nil
  }
}
