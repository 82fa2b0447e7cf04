import Cryptography
import HostPlatform
import Rig
import Testing
import WireProtocol

@Suite("The reference firmware in a secure session", .onBoard, .timeLimit(.minutes(15)))
struct SessionTests {
  @Test("a host that was paired by comparing numbers writes a key, and the slot's codes are oathtool's")
  func pairAndProvision() throws {
    let board = try Board(.keypad)
    let credentials = HostCredentials(keys: SodiumKeyAgreement.makeKeyPair(), known: [], isRequired: false)
    let host = try BoardHost(board, credentials: credentials)
    #expect(try !host.hello().isPaired)

    let record = SlotRecord(
      number: 3, kind: .hotp, algorithm: 1, digits: 8, period: 0, counter: 5,
      label: PrintableText(clipping: "office".utf8, limit: 28), suite: PrintableText(clipping: [], limit: 0))
    let key = SecretBytes(copying: Array("12345678901234567890".utf8))
    guard case .refused = try host.ask(.writeSlot(record, key: key)) else {
      Issue.record("a key was taken outside a session")
      return
    }

    host.handle(.pair)
    let number = try pairingNumber(host)
    #expect(board.told() == "display \(number)")
    try board.tell("\r")
    host.handle(.pairVerdict(true))
    try waitForSession(host)

    guard case .done = try host.ask(.writeSlot(record, key: key)) else {
      Issue.record("the key was not taken in the session")
      return
    }
    for counter in 5..<8 {
      try board.tell("d")
      #expect(try host.code() == Oathtool.hotp(ConversationTests.key, counter: counter, digits: 8))
    }
    #expect(try board.switchOff().status == 0)
  }

  private func pairingNumber(_ host: BoardHost) throws -> String {
    while true {
      switch try host.next() {
      case .pairingNumber(let number): return number.description
      case .pairingFailed(let failure): throw BoardHost.Unexpected(description: "\(failure)")
      default: break
      }
    }
  }

  private func waitForSession(_ host: BoardHost) throws {
    var isPaired = false
    while true {
      switch try host.next() {
      case .paired: isPaired = true
      case .up(_, .session) where isPaired: return
      case .pairingFailed(let failure): throw BoardHost.Unexpected(description: "\(failure)")
      default: break
      }
    }
  }
}
