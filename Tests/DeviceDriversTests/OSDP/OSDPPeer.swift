import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform

/// The device's side of the line in a few lines, its cryptography written apart from the driver's: what the driver's
/// timing and mishaps are tried on. Whether both are right, libosdp says.
struct OSDPPeer {
  var address: UInt8 = 0
  /// The key it has; nil for a device without a secure channel.
  var key: [UInt8]?
  var check = OSDPCheck.crc
  /// What it answers to a poll, code and data, one at a time.
  var news: [(code: UInt8, data: [UInt8])] = []
  /// What it answers to commands of a code instead of the ordinary answer.
  var refusals: [UInt8: UInt8] = [:]
  var capabilities: [UInt8] = [4, 1, 1, 5, 1, 1, 6, 1, 1, 9, 1, 1]
  /// Commands it was sent, taken out of the channel.
  private(set) var commands: [(code: UInt8, data: [UInt8])] = []
  /// The sequence numbers of the packets it was sent.
  private(set) var sequences: [UInt8] = []

  private let random: [UInt8] = [9, 8, 7, 6, 5, 4, 3, 2]
  private var panelRandom: [UInt8] = []
  private var session: Session?
  private var isProved = false

  init(address: UInt8 = 0, key: [UInt8]? = nil) {
    self.address = address
    self.key = key
  }

  private struct Session {
    var encryption: [UInt8]
    var mac1: [UInt8]
    var mac2: [UInt8]
    var commandMAC = [UInt8](repeating: 0, count: 16)
    var replyMAC = [UInt8](repeating: 0, count: 16)

    func mac(_ bytes: [UInt8], _ start: [UInt8]) -> [UInt8] {
      var bytes = bytes
      if bytes.count % 16 != 0 { bytes += [0x80] }
      while bytes.count % 16 != 0 { bytes += [0] }
      var last = start
      for block in stride(from: 0, to: bytes.count, by: 16) {
        let isLast = block + 16 == bytes.count
        last = aes(isLast ? mac2 : mac1, zip(bytes[block..<(block + 16)], last).map { $0 ^ $1 })
      }
      return last
    }
  }

  /// Its reply to a packet of the panel, if it is for this device.
  mutating func reply(to wire: [UInt8]) throws -> [UInt8]? {
    let packet = try OSDPPacket(Array(wire.drop { $0 != OSDPPacket.start }))
    guard packet.address == address, !packet.isReply else { return nil }
    sequences.append(packet.sequence)
    if packet.sequence == 0 {
      session = nil
      isProved = false
    }
    var data = packet.data.withBytes { Array($0) }
    if isProved, var session {
      guard let type = packet.security, OSDPSecurityBlock.hasMAC(type) else { return answer(packet, 0x41, [6]) }
      let raw = Array(wire.drop { $0 != OSDPPacket.start })
      let end = raw.count - packet.check.size
      let iv = session.replyMAC
      let mac = session.mac(Array(raw[..<(end - 4)]), iv)
      guard Array(mac[..<4]) == Array(raw[(end - 4)..<end]) else { return answer(packet, 0x41, [6]) }
      session.commandMAC = mac
      self.session = session
      if type == OSDPSecurityBlock.encryptedCommand {
        data = unchained(data, key: session.encryption, start: iv.map { ~$0 })
        while data.last == 0 { data.removeLast() }
        data.removeLast()
      }
    }
    commands.append((packet.code, data))
    if let reason = refusals[packet.code] { return answer(packet, 0x41, [reason]) }
    switch packet.code {
    case 0x61: return answer(packet, 0x45, [0xA1, 0xB2, 0xC3, 12, 3, 4, 3, 2, 1, 1, 2, 3])
    case 0x62: return answer(packet, 0x46, capabilities)
    case 0x64: return answer(packet, 0x48, [0, 0])
    case 0x6E: return answer(packet, 0x54, data)
    case 0x75:
      defer { key = Array(data[2...]) }
      return answer(packet, 0x40, [])
    case 0x76:
      guard let key else { return answer(packet, 0x41, [5]) }
      panelRandom = data
      func derived(_ use: UInt8) -> [UInt8] {
        aes(key, [1, use] + panelRandom[..<6] + [UInt8](repeating: 0, count: 8))
      }
      let session = Session(encryption: derived(0x82), mac1: derived(1), mac2: derived(2))
      self.session = session
      return answer(
        packet, 0x76, [UInt8](repeating: 0xC1, count: 8) + random + aes(session.encryption, panelRandom + random),
        [0x12, packet.securityData.first ?? 0])
    case 0x77:
      guard var session, data == aes(session.encryption, random + panelRandom) else { return answer(packet, 0x41, [6]) }
      session.replyMAC = aes(session.mac2, aes(session.mac1, data))
      self.session = session
      defer { isProved = true }
      return answer(packet, 0x78, session.replyMAC, [0x14, 1])
    case 0x60:
      guard !news.isEmpty else { return answer(packet, 0x40, []) }
      let next = news.removeFirst()
      return answer(packet, next.code, next.data)
    default: return answer(packet, 0x40, [])
    }
  }

  private mutating func answer(
    _ packet: OSDPPacket, _ code: UInt8, _ data: [UInt8], _ security: [UInt8]? = nil
  ) -> [UInt8] {
    guard isProved, var session else {
      return OSDPPacket.encoded(
        address: address | 0x80, sequence: packet.sequence, check: check, security: security, code: code, data: data)
    }
    var data = data
    if !data.isEmpty {
      data += [0x80]
      while data.count % 16 != 0 { data += [0] }
      var before = session.commandMAC.map { ~$0 }
      for block in stride(from: 0, to: data.count, by: 16) {
        before = aes(session.encryption, zip(data[block..<(block + 16)], before).map { $0 ^ $1 })
        data.replaceSubrange(block..<(block + 16), with: before)
      }
    }
    let length = 5 + 2 + 1 + data.count + 4 + check.size
    var bytes: [UInt8] = [0x53, address | 0x80, UInt8(length), 0, packet.sequence | (check == .crc ? 4 : 0) | 8, 2]
    bytes += [data.isEmpty ? 0x16 : 0x18, code] + data
    session.replyMAC = session.mac(bytes, session.commandMAC)
    self.session = session
    bytes += session.replyMAC[..<4]
    return bytes + check.bytes(over: bytes)
  }
}

private func aes(_ key: [UInt8], _ block: [UInt8]) -> [UInt8] {
  let cipher = NettleAES128(key: SecretBytes(copying: key))
  var result = block
  var span = result.mutableSpan
  var raw = span.mutableBytes
  cipher.encrypt(&raw)
  return result
}

private func unchained(_ bytes: [UInt8], key: [UInt8], start: [UInt8]) -> [UInt8] {
  let cipher = NettleAES128(key: SecretBytes(copying: key))
  var before = start
  var result: [UInt8] = []
  for block in stride(from: 0, to: bytes.count, by: 16) {
    let encrypted = Array(bytes[block..<(block + 16)])
    var plain = encrypted
    var span = plain.mutableSpan
    var raw = span.mutableBytes
    cipher.decrypt(&raw)
    result += zip(plain, before).map { $0 ^ $1 }
    before = encrypted
  }
  return result
}
