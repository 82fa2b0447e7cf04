import Cryptography
import HostPlatform
import Testing
import WireProtocol

/// The tables of firmware-spec and this code, held equal row by row, both ways. What the device's machine decides is held
/// to them in FirmwareSpecTests.
struct TablesTests {
  @Test("messages have the ids, names and directions of table messages, and there are no others")
  func messages() {
    struct Row: Decodable, Hashable {
      let id: String
      let name: String
      let direction: String
    }
    let rows = Specification.rows("messages", of: Row.self)
    func id(_ value: UInt8) -> String { "0x" + hexadecimal([value]).uppercased() }
    let ours =
      HostMessageID.allCases.map { Row(id: id($0.rawValue), name: "\($0)", direction: "host-to-device") }
      + DeviceMessageID.allCases.map { Row(id: id($0.rawValue), name: "\($0)", direction: "device-to-host") }
    #expect(rows == ours)
    #expect(HostMessageID.allCases.allSatisfy { $0.rawValue & 0x80 == 0 })
    #expect(DeviceMessageID.allCases.allSatisfy { $0.rawValue & 0x80 != 0 })
  }

  @Test("what table messages names elsewhere is there: capabilities, and answers among the device's messages")
  func references() {
    struct Row: Decodable {
      let direction: String
      let capabilities: [String]
      let answers: [String]
      let later: [String]
    }
    let rows = Specification.rows("messages", of: Row.self)
    let capabilities = Set(Capabilities.named.map { "\($0.name)" })
    #expect(Set(rows.flatMap(\.capabilities)) == capabilities)
    let device = Set(DeviceMessageID.allCases.map { "\($0)" })
    for row in rows {
      #expect(device.isSuperset(of: row.answers + row.later))
      if row.direction == "device-to-host" { #expect(row.answers.isEmpty && row.later.isEmpty) }
    }
  }

  @Test("each message of table fields is one of table messages, and has its fields in order")
  func fields() {
    let messages = Set(MessageVector.file.tests.filter { !$0.isUnrecognized }.map { "0x" + hexadecimal([$0.id]) })
    for message in Set(FieldRow.all.map { $0.message }) {
      #expect(messages.contains(message.lowercased()))
      let rows = FieldRow.all.filter { $0.message == message }
      #expect(rows.map { $0.order } == Array(0..<rows.count), "fields of \(message)")
    }
  }

  @Test(
    "a reader made of table fields alone reads every vector as it says",
    arguments: MessageVector.file.tests.filter { $0.result == "valid" && !$0.isUnrecognized })
  func tableReader(_ vector: MessageVector) throws {
    var expected = try #require(vector.message)
    expected["name"] = nil
    let rows = FieldRow.all.filter { $0.message.lowercased() == "0x" + hexadecimal([vector.id]) }
    #expect(try FieldRow.read(rows, from: bytes(hex: vector.body)) == expected)
  }

  @Test("enumerated fields have the values of table fields, and no others")
  func values() throws {
    func named(_ values: [(UInt8, String)]) -> [String: String] {
      Dictionary(uniqueKeysWithValues: values.map { ("\($0)", $1) })
    }
    let keys = (UInt8.min...UInt8.max).compactMap { byte in KeyCode(byte: byte).map { (byte, $0.name) } }
    let answers: [ConfirmAnswer] = [.yes(number: SecretBytes(copying: [])), .no, .timedOut, .replaced]
    let ours: [String: [String: String]] = [
      "signal": named(Feedback.allCases.map { ($0.rawValue, "\($0)") }),
      "kind": named(SlotKind.allCases.map { ($0.rawValue, "\($0)") }),
      "algorithm": named(HashAlgorithm.allCases.map { ($0.rawValue, "\($0)") }),
      "mode": ["0": "off", "1": "eachKey", "2": "collect"],
      "key": named(keys),
      "answer": named(zip(answers, ["yes", "no", "timedOut", "replaced"]).map { ($0.rawValue, $1) }),
      "selfTest": named(DeviceStatus.SelfTest.allCases.map { ($0.rawValue, "\($0)") }),
      "pin": named(DeviceStatus.PIN.allCases.map { ($0.rawValue, "\($0)") }),
    ]
    let rows = FieldRow.all.filter { $0.values != nil }
    #expect(Set(rows.map { $0.name }) == Set(ours.keys))
    for row in rows { #expect(row.values == ours[row.name], "\(row.message) \(row.name)") }
    let bits: [String: [String: String]] = [
      "ways": [
        "\(FeedbackWays.light.rawValue.trailingZeroBitCount)": "light",
        "\(FeedbackWays.sound.rawValue.trailingZeroBitCount)": "sound",
      ],
      "tamper": [
        "\(DeviceStatus.Tamper.open.rawValue.trailingZeroBitCount)": "open",
        "\(DeviceStatus.Tamper.wasOpened.rawValue.trailingZeroBitCount)": "wasOpened",
      ],
      "known": ["0": "milliseconds", "1": "drift"],
    ]
    let flagged = FieldRow.all.filter { $0.bits != nil }
    #expect(Set(flagged.map { $0.name }) == Set(bits.keys))
    for row in flagged { #expect(row.bits == bits[row.name], "\(row.message) \(row.name)") }
  }

  @Test("errors and reasons to refuse have the codes and names of table errors, and there are no others")
  func errors() {
    struct Row: Decodable, Hashable {
      let message: String
      let code: UInt8
      let name: String
    }
    let ours =
      ErrorCode.allCases.map { Row(message: "error", code: $0.rawValue, name: "\($0)") }
      + RefusalReason.allCases.map { Row(message: "refused", code: $0.rawValue, name: "\($0)") }
    #expect(Specification.rows("errors", of: Row.self) == ours)
  }

  @Test("capabilities have the bits of table capabilities, and there are no others")
  func capabilities() {
    struct Row: Decodable {
      let bit: UInt32
      let name: String
    }
    let rows = Specification.rows("capabilities", of: Row.self)
    #expect(rows.map(\.name) == Capabilities.named.map { "\($0.name)" })
    #expect(rows.map { UInt32(1) << $0.bit } == Capabilities.named.map { $0.capability.rawValue })
  }

  @Test("limits are those of table limits, and there are no others")
  func limits() {
    let ours = [
      "longestFrame": FrameLimits.longestFrame, "overhead": FrameLimits.overhead,
      "longestBody": FrameLimits.longestBody, "sealOverhead": FrameLimits.sealOverhead,
      "longestSealedBody": FrameLimits.longestSealedBody, "reportSize": FrameLimits.reportSize,
      "longestIdentity": PrintableText.longestIdentity,
      "shortestCode": DeviceMessage.codeLength.lowerBound, "longestCode": DeviceMessage.codeLength.upperBound,
      "longestEntry": DeviceMessage.enteredLength.upperBound,
      "shortestPIN": HostMessage.pinLength.lowerBound, "longestPIN": HostMessage.pinLength.upperBound,
      "shortestQuestion": ChallengeRequest.questionLength.lowerBound,
      "longestQuestion": ChallengeRequest.questionLength.upperBound,
      "mostNumberDigits": Int(ConfirmRequest.mostNumberDigits), "mostSlots": Int(SlotRecord.mostSlots),
      "shortestKey": SlotRecord.keyLengths.lowerBound, "longestKey": SlotRecord.keyLengths.upperBound,
      "longestSuite": SlotRecord.longestSuite, "queue": Transmitter.limit,
      "publicKey": PublicKey.size, "tag": FrameLimits.sealOverhead - 1,
      "handshakePayload": NoiseHandshake<SodiumSuite>.longestPayload,
      "longestHandshake": NoiseHandshake<SodiumSuite>.longestMessage,
      "rekeyInterval": Int(SessionCipher<SodiumSuite>.rekeyInterval),
      "pairingNonce": HostMessage.pairingNonceSize, "pairingCommitment": DeviceMessage.commitmentSize,
      "pairingDigits": PairingNumber.digitCount,
    ]
    #expect(Specification.values("limits") == ours)
    #expect(HostMessage.pairingNonceSize == PairingNonce.size)
    #expect(DeviceMessage.commitmentSize == PairingCommitment.size)
  }

  @Test("the link's time-outs are those of table timing")
  func timing() throws {
    let ours = [
      "helloInterval": milliseconds(LinkTiming.helloInterval), "helloTries": LinkTiming.helloTries,
      "pingTimeout": milliseconds(LinkTiming.pingTimeout), "pingTries": LinkTiming.pingTries,
      "ackTimeout": milliseconds(LinkTiming.ackTimeout), "ackTries": LinkTiming.ackTries,
      "replyTimeout": milliseconds(LinkTiming.replyTimeout),
      "handshakeTimeout": milliseconds(LinkTiming.handshakeTimeout), "handshakeTries": LinkTiming.handshakeTries,
      "pairingTimeout": milliseconds(LinkTiming.pairingTimeout),
    ]
    let table = Specification.values("timing")
    let device: Set = ["answerTime", "promptTime", "displayTime", "unlockedTime", "pinTries"]
    #expect(table.filter { !device.contains($0.key) } == ours)
    #expect(Set(table.keys) == Set(ours.keys).union(device))
    let answerTime = try #require(table["answerTime"])
    #expect(answerTime < milliseconds(min(LinkTiming.helloInterval, LinkTiming.ackTimeout)))
  }

  @Test("the host's states are those of table states, and there are no others")
  func states() {
    struct Row: Decodable {
      let side: String
      let name: String
    }
    let host = Specification.rows("states", of: Row.self).filter { $0.side == "host" }.map(\.name)
    #expect(host == LinkState.allCases.map { "\($0)" })
  }

  private func milliseconds(_ duration: Duration) -> Int {
    Int(duration.components.seconds) * 1000 + Int(duration.components.attoseconds / 1_000_000_000_000_000)
  }
}
