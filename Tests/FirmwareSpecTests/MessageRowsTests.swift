import Cryptography
import HostPlatform
import Testing
import TokenMachine
import WireProtocol

/// Table `messages` beside what the device does with the host's messages.
struct MessageRowsTests {
  struct Row: Decodable, Sendable, CustomTestStringConvertible {
    let id: String
    let name: String
    let direction: String
    let numbered: Bool
    let protection: String
    let capabilities: [String]
    let answers: [String]

    var testDescription: String { "\(id) \(name)" }
    var number: UInt8 { UInt8(id.dropFirst(2), radix: 16)! }
    static let toDevice = FirmwareSpec.rows("messages", of: Row.self).filter { $0.direction == "host-to-device" }
  }

  @Test(
    "a device acknowledges the numbered messages, and takes no other number than 0 for them", arguments: Row.toDevice)
  func numbered(_ row: Row) throws {
    var link = greeted(Self.all)
    let answer = answers(&link, try frame(row, sequence: 1))
    let isTaken = row.numbered && !(row.name == "sealed")
    #expect(answer.contains { $0.id == DeviceMessageID.ack.rawValue } == isTaken)

    link = greeted(Self.all)
    if row.numbered { #expect(answers(&link, try frame(row, sequence: 0)).isEmpty) }
  }

  @Test(
    "outside a session a device carries out what may travel in plain, and refuses the rest", arguments: Row.toDevice)
  func protection(_ row: Row) throws {
    guard row.numbered, row.name != "handshake", row.name != "sealed" else { return }
    var link = greeted(Self.all)
    let effects = link.receive(try frame(row, sequence: 1).encoded())
    let isHandedOn = effects.contains { if case .request = $0 { true } else { false } }
    #expect(isHandedOn == (row.protection == "either"))
    #expect(reasons(effects.flatMap(\.bytes)) == (isHandedOn ? [] : [.sessionRequired]))
  }

  @Test("a paired device takes nothing but link messages and handshakes outside a session", arguments: Row.toDevice)
  func paired(_ row: Row) throws {
    guard row.numbered, row.name != "handshake", row.name != "sealed" else { return }
    var link = greeted(Self.all, hosts: [try #require(PublicKey([UInt8](repeating: 9, count: 32)))])
    let effects = link.receive(try frame(row, sequence: 1).encoded())
    #expect(reasons(effects.flatMap(\.bytes)) == [.sessionRequired])
  }

  @Test(
    "a device without the capability of a message refuses it, one with any of them does not", arguments: Row.toDevice)
  func capabilities(_ row: Row) throws {
    guard row.numbered, row.protection == "either" else { return }
    #expect(reasons(try answer(row, with: [])) == (row.capabilities.isEmpty ? [] : [.unsupported]))
    for name in row.capabilities {
      let capability = try #require(Capabilities.named.first { "\($0.name)" == name }).capability
      #expect(!reasons(try answer(row, with: capability)).contains(.unsupported), "\(name)")
    }
  }

  @Test("what a device answers is among the answers of the message's row", arguments: Row.toDevice)
  func answered(_ row: Row) throws {
    guard row.protection == "either" else { return }
    let named = try frames(answer(row, with: Self.all)).map(\.id).filter { $0 != DeviceMessageID.ack.rawValue }
    // A self-test has no end here.
    #expect(named.count == (row.name == "selfTest" ? 0 : 1))
    for id in named {
      let name = DeviceMessageID(rawValue: id).map { "\($0)" } ?? ""
      #expect(row.answers.contains(name), "\(name)")
    }
  }

  @Test("a device answers what it does not know with unknownMessage, and what it cannot read with badMessage")
  func unknown() throws {
    var link = greeted(Self.all)
    let unknown = Frame(id: 0x7A, sequence: 1, body: SecretBytes(copying: []))
    #expect(reasons(link.receive(unknown.encoded()).flatMap(\.bytes)) == [.unknownMessage])
    _ = link.receive(HostMessage.ack.frame(sequence: 1).encoded())
    let bad = Frame(id: HostMessageID.readSlot.rawValue, sequence: 2, body: SecretBytes(copying: []))
    #expect(reasons(link.receive(bad.encoded()).flatMap(\.bytes)) == [.badMessage])
  }

  private static let all = Capabilities(rawValue: Capabilities.named.reduce(0) { $0 | $1.capability.rawValue })

  private static let greeting = HostMessage.hello(HostHello(versions: 1...1, tag: 1)).frame(sequence: 0).encoded()

  /// The first valid vector of a message in a frame.
  private func frame(_ row: Row, sequence: UInt8) throws -> Frame {
    struct Vector: Decodable {
      let direction: String
      let id: UInt8
      let body: String
      let result: String
    }
    let vectors = FirmwareSpec.vectors("messages", of: Vector.self)
    let vector = try #require(
      vectors.first { $0.direction == row.direction && $0.id == row.number && $0.result == "valid" })
    return Frame(id: row.number, sequence: sequence, body: SecretBytes(copying: FirmwareSpec.bytes(vector.body)))
  }

  private func greeted(_ capabilities: Capabilities, hosts: [PublicKey] = []) -> TokenLink<SodiumSuite> {
    let keys = KeyPair(secret: SecretBytes(copying: [UInt8](repeating: 7, count: 32)), by: SodiumKeyAgreement.self)
    var link = TokenLink<SodiumSuite>(
      identity: TokenIdentity(vendor: [], product: [], serial: [], firmware: []), capabilities: capabilities,
      staticKeys: keys, hosts: hosts)
    link.entropy = SecretBytes(copying: [UInt8](repeating: 5, count: TokenLink<SodiumSuite>.entropySize))
    _ = link.receive(Self.greeting)
    return link
  }

  private func answers(_ link: inout TokenLink<SodiumSuite>, _ frame: Frame) -> [Frame] {
    frames(link.receive(frame.encoded()).flatMap(\.bytes))
  }

  /// What an unpaired token writes when it gets the message outside a session.
  private func answer(_ row: Row, with capabilities: Capabilities) throws -> [UInt8] {
    var token = Token(
      identity: TokenIdentity(vendor: [], product: [], serial: [], firmware: []),
      capabilities: capabilities.subtracting(.session), memory: TokenMemory())
    _ = token.handle(.received(Self.greeting), at: .zero, unixTime: nil)
    let sequence: UInt8 = row.numbered ? 1 : 0
    return token.handle(.received(try frame(row, sequence: sequence).encoded()), at: .zero, unixTime: nil)
      .flatMap(\.bytes)
  }

  private func frames(_ bytes: [UInt8]) -> [Frame] {
    var decoder = FrameDecoder()
    return bytes.compactMap { byte in
      if case .frame(let frame)? = decoder.receive(byte) { frame } else { nil }
    }
  }

  private func reasons(_ bytes: [UInt8]) -> [RefusalReason] {
    frames(bytes).compactMap { frame in
      if case .refused(_, let refusal)? = try? DeviceMessage(frame) { refusal.reason } else { nil }
    }
  }
}

extension TokenLink {
  fileprivate mutating func receive(_ bytes: [UInt8]) -> [TokenLinkEffect] {
    bytes.flatMap { receive($0, at: .zero) }
  }
}

extension TokenLinkEffect {
  fileprivate var bytes: [UInt8] { if case .send(let bytes) = self { bytes } else { [] } }
}
