import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import Testing

/// One device and several, under a clock that the test moves.
struct OSDPTests {
  static let key = OSDPSettingsTests.key
  static let keyBytes: [UInt8] = (0...15).map { UInt8($0 * 0x11) }
  static let identity = "ready vendor A1B2C3 / model 12 version 3 / 01020304 / 1.2.3: keys display feedback"

  @Test("a device is asked who it is and what it can do, and is then polled as often as the setting says")
  func online() throws {
    var line = try OSDPLine(["poll": "200"])
    line.open()
    line.wait(.milliseconds(1200))
    #expect(line.news() == [Self.identity])
    #expect(line.peers[0].commands.prefix(3).map(\.code) == [0x61, 0x62, 0x64])
    let polls = line.peers[0].commands.count { $0.code == 0x60 }
    #expect((5...6).contains(polls))
    #expect(line.peers[0].sequences.prefix(8) == [0, 1, 2, 3, 1, 2, 3, 1])
    #expect(line.sent.allSatisfy { $0[0] == OSDPPacket.mark && $0[1] == OSDPPacket.start })
  }

  @Test("keys come as digits, clear and enter; another key spoils the line", arguments: [OSDPCheck.crc, .checksum])
  func keys(check: OSDPCheck) throws {
    var line = try OSDPLine(["check": check == .crc ? "crc" : "checksum"])
    line.peers[0].check = check
    line.open()
    line.wait(.milliseconds(100))
    _ = line.news()
    line.peers[0].news = [(0x53, [0, 4, 0x30, 0x7F, 0x39, 0x0D]), (0x53, [0, 1, 0x41]), (0x53, [0, 9, 0x31])]
    line.wait(.milliseconds(500))
    #expect(line.news() == ["digit 0", "clear", "digit 9", "enter", "spoiled not a digit"])
  }

  @Test("a card is passed over, and no note tells what was on it or what was typed")
  func card() throws {
    var line = try OSDPLine()
    line.open()
    line.wait(.milliseconds(100))
    line.told = []
    line.peers[0].news = [(0x50, [0, 1, 26, 0, 0x39, 0x38, 0x37, 0x36])]
    line.wait(.milliseconds(200))
    #expect(line.told == ["note"])
  }

  @Test("a lost answer is asked for again with the same bytes; nothing is typed twice or lost")
  func lostAnswer() throws {
    var line = try OSDPLine()
    line.open()
    line.wait(.milliseconds(100))
    _ = line.news()
    line.peers[0].news = [(0x53, [0, 1, 0x37])]
    var lose = 2
    line.spoil = { reply in
      // The device keeps what it said until it hears the next number; this one is made to say it again by hand.
      guard reply[5] == 0x40, lose > 0 else { return reply }
      lose -= 1
      return nil
    }
    line.sent = []
    line.wait(.seconds(1))
    #expect(line.news() == ["digit 7"])
    let repeated = zip(line.sent, line.sent.dropFirst()).count { $0 == $1 }
    #expect(repeated == 2)
  }

  @Test("a device that falls silent fails, is looked for once a second, and is ready again when it answers")
  func silence() throws {
    var line = try OSDPLine()
    line.open()
    line.wait(.milliseconds(200))
    _ = line.news()
    line.spoil = { _ in nil }
    line.wait(.seconds(2))
    #expect(
      line.news() == ["spoiled lost frame", "failed it was there, but answers no more; check its power and the line"])
    line.sent = []
    line.wait(.seconds(12))
    #expect((8...12).contains(line.sent.count), "a device that is gone is asked \(line.sent.count) times in 12 s")
    #expect(line.news().isEmpty)
    line.spoil = { $0 }
    line.wait(.seconds(3))
    #expect(line.news() == [Self.identity])
  }

  @Test("a line on which nobody answers says what to check; one on which something else talks says so")
  func nobody() throws {
    var line = try OSDPLine([:], [])
    line.open()
    line.wait(.seconds(5))
    #expect(
      line.news() == ["failed no device answers at address 0; check its power, the line, its address and its baud rate"]
    )
    line = try OSDPLine()
    line.spoil = { $0.map { $0 == 0x53 ? 0x53 : ~$0 } }
    line.open()
    line.wait(.seconds(5))
    #expect(line.news().first?.hasPrefix("failed something answers, but not in OSDP packets") == true)
  }

  @Test("what comes unasked, for another panel's number or from another address is passed over")
  func unasked() throws {
    var line = try OSDPLine(["poll": "1000"])
    line.open()
    line.wait(.milliseconds(100))
    _ = line.news()
    let key = OSDPPacket.encoded(address: 0x80, sequence: 1, check: .crc, code: 0x53, data: [0, 1, 0x31])
    line.receive(key)
    #expect(line.news().isEmpty, "nothing was asked")
    line.spoil = { reply in
      let wrongNumber = OSDPPacket.encoded(address: 0x80, sequence: 0, check: .crc, code: 0x53, data: [0, 1, 0x32])
      let wrongAddress = OSDPPacket.encoded(
        address: 0x81, sequence: reply[4] & 3, check: .crc, code: 0x53, data: [0, 1, 0x33])
      let command = OSDPPacket.encoded(
        address: 0x00, sequence: reply[4] & 3, check: .crc, code: 0x53, data: [0, 1, 0x34])
      return wrongNumber + wrongAddress + command + reply
    }
    line.peers[0].news = [(0x53, [0, 1, 0x35])]
    line.wait(.seconds(2))
    #expect(line.news() == ["digit 5"])
  }

  @Test("a busy device is asked the same again, and fails when it stays busy")
  func busy() throws {
    var line = try OSDPLine()
    line.open()
    line.wait(.milliseconds(200))
    _ = line.news()
    line.peers[0].news = [(0x53, [0, 1, 0x36])]
    let busy = OSDPPacket.encoded(address: 0x80, sequence: 0, check: .crc, code: 0x79, data: [])
    line.spoil = { _ in busy }
    line.sent = []
    line.wait(.seconds(2))
    #expect(line.news().isEmpty)
    #expect(Set(line.sent).count == 1 && line.sent.count > 5)
    line.wait(.seconds(5))
    #expect(line.news().last?.hasPrefix("failed it answers that it is busy") == true)
  }

  @Test("a device that refuses its number or the check is begun anew from number 0")
  func lostStep() throws {
    var line = try OSDPLine()
    line.open()
    line.wait(.milliseconds(200))
    _ = line.news()
    line.peers[0].refusals = [0x60: 4]
    line.wait(.milliseconds(60))
    line.peers[0].refusals = [:]
    line.wait(.milliseconds(500))
    #expect(line.news() == ["spoiled lost frame"])
    #expect(line.peers[0].sequences.count { $0 == 0 } == 2)
    line.peers[0].refusals = [0x60: 4]
    line.wait(.seconds(2))
    #expect(line.news().contains { $0.hasPrefix("failed no session with it lasts") })
  }

  @Test("the device shows, lights and sounds what the daemon wants, where it says that it can")
  func commands() throws {
    var line = try OSDPLine()
    line.open()
    line.perform(.show("early"))
    line.wait(.milliseconds(200))
    line.perform(.show("Grüezi, enter your code"))
    line.perform(.feedback(.accepted))
    line.perform(.feedback(.refused))
    line.perform(.startInput)
    line.perform(.ping)
    line.wait(.milliseconds(200))
    let others = line.peers[0].commands.filter { (0x69...0x6B).contains($0.code) }
    #expect(others.map(\.code) == [0x6B, 0x69, 0x6A, 0x69, 0x6A])
    #expect(others[0].data == [0, 2, 0, 1, 1, 16] + Array("Gr?ezi, enter yo".utf8))
    #expect(others[1].data == [0, 0, 2, 20, 0, 2, 0, 20, 0, 0, 0, 0, 0, 0])
    #expect(others[2].data == [0, 2, 2, 2, 1])
    #expect(others[3].data[5] == 1 && others[4].data[4] == 3)

    var plain = try OSDPLine()
    plain.peers[0].capabilities = [9, 1, 1, 6, 0]
    plain.open()
    plain.wait(.milliseconds(200))
    #expect(plain.news() == ["ready vendor A1B2C3 / model 12 version 3 / 01020304 / 1.2.3: keys"])
    plain.perform(.show("x"))
    plain.perform(.feedback(.accepted))
    plain.wait(.milliseconds(200))
    #expect(!plain.peers[0].commands.contains { (0x69...0x6B).contains($0.code) })
  }

  @Test("commands that nobody takes are bounded, and the newest text replaces an older")
  func queue() throws {
    var line = try OSDPLine(["poll": "1000"])
    line.open()
    line.wait(.milliseconds(200))
    line.spoil = { _ in nil }
    for number in 0..<100 {
      line.perform(.show("text \(number)"))
      line.perform(.feedback(.refused))
    }
    line.spoil = { $0 }
    line.wait(.seconds(2))
    let texts = line.peers[0].commands.filter { $0.code == 0x6B }.map { String(decoding: $0.data[6...], as: UTF8.self) }
    #expect(texts.last?.hasPrefix("text 99") == true && Set(texts).count <= 2)
    #expect(Set(line.sent).count < 40)
  }

  @Test("an open tamper switch makes the device of no use until it is closed, unless it is to be ignored")
  func tamper() throws {
    for ignores in [false, true] {
      var line = try OSDPLine(ignores ? ["tamper": "ignore"] : [:])
      line.open()
      line.wait(.milliseconds(200))
      _ = line.news()
      line.peers[0].news = [(0x48, [1, 0]), (0x53, [0, 1, 0x31]), (0x48, [0, 0]), (0x53, [0, 1, 0x32])]
      line.wait(.milliseconds(500))
      let refused = [
        "spoiled lost frame", "failed its tamper switch is open: look at it, close it, or set 'tamper: ignore'",
        Self.identity, "digit 2",
      ]
      #expect(line.news() == (ignores ? ["digit 1", "digit 2"] : refused))
    }
  }

  @Test("a device moves to its new address and rate, and the operator reads what to set")
  func move() throws {
    var line = try OSDPLine(["comset-address": "5", "comset-baud": "19200"])
    line.open()
    line.wait(.seconds(10))
    #expect(line.peers[0].commands.last?.code == 0x6E)
    #expect(line.peers[0].commands.last?.data == [5, 0x00, 0x4B, 0, 0])
    #expect(
      line.news() == [
        "failed it listens at address 5 and 19200 baud from now on: set 'addresses: 5' and 'baud: 19200', "
          + "and take out the comset settings"
      ])
    #expect(line.driver.nextDeadline == nil)
  }

  @Test("several devices on a line each have their turn, and one that is gone keeps no other out")
  func bus() throws {
    var line = try OSDPLine(["addresses": "0,1,2"], [OSDPPeer(), OSDPPeer(address: 2)])
    line.open()
    line.wait(.seconds(3))
    let ready = line.news()
    #expect(ready.contains("0: " + Self.identity) && ready.contains("2: " + Self.identity))
    #expect(ready.contains { $0.hasPrefix("1: failed no device answers at address 1") })
    line.peers[0].news = [(0x53, [0, 1, 0x31])]
    line.peers[1].news = [(0x53, [0, 1, 0x32])]
    line.wait(.seconds(2))
    #expect(line.news().sorted() == ["0: digit 1", "2: digit 2"])
    line.perform(.show("two"), unit: 2)
    line.wait(.seconds(2))
    #expect(!line.peers[0].commands.contains { $0.code == 0x6B })
    #expect(line.peers[1].commands.contains { $0.code == 0x6B })
    line.perform(.show("all"))
    line.wait(.seconds(2))
    #expect(line.peers[0].commands.contains { $0.code == 0x6B })
  }

  @Test("a line that is opened again begins anew")
  func reopened() throws {
    var line = try OSDPLine()
    line.open()
    line.wait(.milliseconds(200))
    line.open()
    line.wait(.milliseconds(200))
    #expect(line.news() == [Self.identity, Self.identity])
  }
}
