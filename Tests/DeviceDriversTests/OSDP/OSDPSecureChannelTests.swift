import DeviceDrivers
import DeviceModel
import Testing

struct OSDPSecureChannelTests {
  static let key = OSDPSettingsTests.key
  static let keyBytes = OSDPTests.keyBytes
  static let standardKey = Array(UInt8(0x30)...0x3F)

  @Test(
    "with the right key everything after the handshake travels under the channel", arguments: [1, 2, 15, 16, 17, 40])
  func stands(digits: Int) throws {
    var line = try OSDPLine(["scbk": Self.key], [OSDPPeer(key: Self.keyBytes)])
    line.open()
    line.wait(.milliseconds(300))
    #expect(line.news() == [OSDPTests.identity])
    line.sent = []
    line.peers[0].news = [(0x53, [0, UInt8(digits)] + [UInt8](repeating: 0x34, count: digits))]
    line.perform(.show("secret text"))
    line.wait(.seconds(1))
    #expect(line.news() == [String](repeating: "digit 4", count: digits))
    #expect(line.peers[0].commands.contains { $0.code == 0x6B && $0.data.starts(with: [0, 2, 0, 1, 1, 16]) })
    for bytes in line.sent {
      let packet = try OSDPPacket(Array(bytes.dropFirst()))
      #expect(packet.security.map(OSDPSecurityBlock.hasMAC) == true)
      #expect(!bytes.contains("secret".utf8))
    }
  }

  @Test("each handshake asks for a random number of its own")
  func random() throws {
    var line = try OSDPLine(["scbk": Self.key], [OSDPPeer(key: Self.keyBytes)])
    line.open()
    line.wait(.milliseconds(300))
    line.open()
    line.wait(.milliseconds(300))
    let challenges = line.peers[0].commands.filter { $0.code == 0x76 }.map(\.data)
    #expect(challenges.count == 2 && challenges[0] != challenges[1])
  }

  @Test("a device with another key, or without a channel, is refused, and never polled for keys")
  func wrongKey() throws {
    for key in [Self.keyBytes.map { $0 ^ 1 }, nil] {
      var line = try OSDPLine(["scbk": Self.key], [OSDPPeer(key: key)])
      line.open()
      line.wait(.seconds(5))
      let news = line.news()
      #expect(news.count == 1 && news[0].hasPrefix("failed no secure channel: "), "\(news)")
      #expect(!line.peers[0].commands.contains { $0.code == 0x60 })
    }
  }

  @Test("where the channel is only preferred, a device without it is taken as it is")
  func preferred() throws {
    var line = try OSDPLine(["scbk": Self.key, "secure": "preferred"], [OSDPPeer()])
    line.open()
    line.wait(.seconds(1))
    #expect(line.news() == [OSDPTests.identity])
    line = try OSDPLine(["scbk": Self.key, "secure": "preferred"], [OSDPPeer(key: Self.keyBytes)])
    line.open()
    line.wait(.seconds(1))
    #expect(line.peers[0].commands.contains { $0.code == 0x77 })
  }

  @Test("in install mode the default key is tried, replaced, and the new one used at once and from then on")
  func install() throws {
    let settings = ["install-mode": "yes", "new-scbk": Self.key]
    var line = try OSDPLine(settings, [OSDPPeer(key: Self.standardKey)])
    line.open()
    line.wait(.seconds(2))
    #expect(line.news() == [OSDPTests.identity])
    #expect(line.peers[0].key == Self.keyBytes)
    #expect(line.peers[0].commands.count { $0.code == 0x75 } == 1)
    var again = try OSDPLine(settings, line.peers)
    again.open()
    again.wait(.seconds(2))
    #expect(again.news() == [OSDPTests.identity])
    #expect(again.peers[0].commands.count { $0.code == 0x75 } == 1)
    // Without a new key it is used as it is, for the time of the installation.
    var bare = try OSDPLine(["install-mode": "yes"], [OSDPPeer(key: Self.standardKey)])
    bare.open()
    bare.wait(.seconds(1))
    #expect(bare.news() == [OSDPTests.identity])
  }

  @Test("without install mode a device that has the default key alone is refused")
  func defaultKey() throws {
    var line = try OSDPLine(["scbk": Self.key], [OSDPPeer(key: Self.standardKey)])
    line.open()
    line.wait(.seconds(2))
    #expect(line.news().first?.hasPrefix("failed no secure channel") == true)
  }

  @Test("each address may have its own key")
  func ownKeys() throws {
    let other = [UInt8](repeating: 0x5A, count: 16)
    var line = try OSDPLine(
      ["addresses": "0,1", "scbk": Self.key, "scbk-1": String(repeating: "5a", count: 16)],
      [OSDPPeer(key: Self.keyBytes), OSDPPeer(address: 1, key: other)])
    line.open()
    line.wait(.seconds(2))
    #expect(line.news().sorted() == ["0: " + OSDPTests.identity, "1: " + OSDPTests.identity])
  }

  @Test("keys that are said outside the channel, with a wrong MAC or a second time are not taken")
  func forged() throws {
    enum Forgery: CaseIterable { case plain, changed, replayed }
    for forgery in Forgery.allCases {
      var line = try OSDPLine(["scbk": Self.key], [OSDPPeer(key: Self.keyBytes)])
      line.open()
      line.wait(.milliseconds(300))
      _ = line.news()
      line.peers[0].news = [(0x53, [0, 1, 0x31])]
      var recorded: [UInt8]?
      var isForged = false
      line.spoil = { reply in
        guard !isForged else { return reply }
        let number = reply[4] & 3
        switch forgery {
        case .plain:
          isForged = true
          return OSDPPacket.encoded(address: 0x80, sequence: number, check: .crc, code: 0x53, data: [0, 1, 0x39])
        case .changed:
          guard reply[7] == 0x53 else { return reply }
          isForged = true
          var bytes = reply
          bytes[8] ^= 1
          return Array(bytes[..<(bytes.count - 2)]) + OSDPCheck.crc.bytes(over: bytes[..<(bytes.count - 2)])
        case .replayed:
          if let recorded, recorded[4] == reply[4] {
            isForged = true
            return recorded
          }
          if reply[7] == 0x53 { recorded = reply }
          return reply
        }
      }
      line.wait(.seconds(3))
      #expect(isForged)
      let typed = line.news().filter { $0.hasPrefix("digit") }
      #expect(typed == (forgery == .replayed ? ["digit 1"] : []), "\(forgery)")
      #expect(line.driver.nextDeadline != nil)
    }
  }
}

extension Collection<UInt8> {
  /// Whether `part` stands somewhere in these bytes.
  fileprivate func contains(_ part: some Collection<UInt8>) -> Bool {
    let part = Array(part)
    let whole = Array(self)
    return whole.indices.contains { whole[$0...].starts(with: part) }
  }
}
