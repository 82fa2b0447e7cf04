import Testing
import WireProtocol

/// The tables of firmware-spec and this code, held equal row by row, both ways.
struct TablesTests {
  @Test("messages have the ids and names of table messages, and there are no others")
  func messages() throws {
    struct Row: Decodable {
      let id: String
      let name: String
      let direction: String
      let capability: String?
    }
    let rows = Specification.rows("messages", of: Row.self)
    func ids(_ direction: String) -> [String: UInt8?] {
      Dictionary(
        rows.filter { $0.direction == direction }.map { ($0.name, UInt8($0.id.dropFirst(2), radix: 16)) },
        uniquingKeysWith: { first, _ in first })
    }
    let host: [String: UInt8?] = Dictionary(
      uniqueKeysWithValues: HostMessageID.allCases.map { ("\($0)", $0.rawValue) })
    let device: [String: UInt8?] = Dictionary(
      uniqueKeysWithValues: DeviceMessageID.allCases.map { ("\($0)", $0.rawValue) })
    #expect(ids("host-to-device") == host)
    #expect(ids("device-to-host") == device)
    #expect(rows.count == host.count + device.count)
    #expect(HostMessageID.allCases.allSatisfy { $0.rawValue & 0x80 == 0 })
    #expect(DeviceMessageID.allCases.allSatisfy { $0.rawValue & 0x80 != 0 })
    let capabilities = Set(Specification.rows("capabilities", of: Named.self).map(\.name))
    #expect(capabilities.isSuperset(of: rows.compactMap(\.capability)))
  }

  @Test("each message of table messages has its fields in table fields, in order")
  func fields() {
    struct Row: Decodable {
      let message: String
      let order: Int
    }
    struct Message: Decodable { let id: String }
    let rows = Specification.rows("fields", of: Row.self)
    let messages = Set(Specification.rows("messages", of: Message.self).map(\.id))
    #expect(Set(rows.map(\.message)) == messages)
    for message in messages {
      let orders = rows.filter { $0.message == message }.map(\.order)
      #expect(orders == Array(0..<orders.count), "fields of \(message)")
    }
  }

  @Test("feedback has the signals of table fields")
  func feedback() throws {
    struct Row: Decodable {
      let message: String
      let values: [String: String]?
    }
    let row = try #require(Specification.rows("fields", of: Row.self).first { $0.message == "0x04" })
    let ours = Dictionary(uniqueKeysWithValues: Feedback.allCases.map { ("\($0.rawValue)", "\($0)") })
    #expect(row.values == ours)
  }

  @Test("errors have the codes and names of table errors, and there are no others")
  func errors() {
    struct Row: Decodable {
      let code: UInt8
      let name: String
    }
    let table = Dictionary(uniqueKeysWithValues: Specification.rows("errors", of: Row.self).map { ($0.code, $0.name) })
    let ours = Dictionary(uniqueKeysWithValues: ErrorCode.allCases.map { ($0.rawValue, "\($0)") })
    #expect(table == ours)
  }

  @Test("capabilities have the bits of table capabilities, and there are no others")
  func capabilities() {
    struct Row: Decodable {
      let bit: UInt32
      let name: String
    }
    let table = Dictionary(
      uniqueKeysWithValues: Specification.rows("capabilities", of: Row.self).map { ($0.name, UInt32(1) << $0.bit) })
    let ours: [String: Capabilities] = [
      "keys": .keys, "codes": .codes, "display": .display, "feedback": .feedback,
    ]
    #expect(table == ours.mapValues(\.rawValue))
  }

  @Test("limits are those of table limits, and there are no others")
  func limits() {
    let ours = [
      "longestFrame": FrameLimits.longestFrame, "overhead": FrameLimits.overhead,
      "longestBody": FrameLimits.longestBody, "longestIdentity": PrintableText.longestIdentity,
      "shortestCode": DeviceMessage.codeLength.lowerBound, "longestCode": DeviceMessage.codeLength.upperBound,
    ]
    #expect(Self.values("limits") == ours)
  }

  @Test("the host's time-outs are those of table timing, and there are no others")
  func timing() {
    let ours = [
      "helloInterval": Self.milliseconds(LinkTiming.helloInterval), "helloTries": LinkTiming.helloTries,
      "pingTimeout": Self.milliseconds(LinkTiming.pingTimeout), "pingTries": LinkTiming.pingTries,
    ]
    #expect(Self.values("timing").filter { $0.key != "answerTime" } == ours)
    #expect(Self.values("timing")["answerTime"].map { $0 < Self.milliseconds(LinkTiming.helloInterval) } == true)
  }

  @Test("each requirement of protocol.md has a number of its own")
  func requirements() {
    let text = Specification.text("protocol.md")
    let numbers = text.matches(of: /\*\*(REQ-[A-Z]{3}-[0-9]{3})\*\*/).map { String($0.1) }
    #expect(numbers.count > 30)
    #expect(Set(numbers).count == numbers.count)
  }

  private struct Named: Decodable { let name: String }

  private static func values(_ table: String) -> [String: Int] {
    struct Row: Decodable {
      let name: String
      let value: Int
    }
    return Dictionary(uniqueKeysWithValues: Specification.rows(table, of: Row.self).map { ($0.name, $0.value) })
  }

  private static func milliseconds(_ duration: Duration) -> Int {
    Int(duration.components.seconds) * 1000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
  }
}
