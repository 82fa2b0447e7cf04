import Testing
import TwoFactor

@testable import TwoFactorStore

@Suite("Decisions")
struct DatabaseDecisionTests {
  let folder = TemporaryFolder()

  @Test("every kind of outcome and origin is kept, accounts or none")
  func kept() async throws {
    let store = TestStore.open(folder.database)
    let origins: [CodeOrigin?] = [nil, .typed, .hardware(device: "ttyUSB0"), .emulated(device: "stand-in")]
    let outcomes: [LoginOutcome] = [
      .accepted, .expired, .error("the disk is full"), .refused(.wrongCode(triesLeft: 1)),
      .refused(.usedCode(triesLeft: 1)), .refused(.locked(for: .seconds(1))), .refused(.noAccount),
      .refused(.noToken), .refused(.noSuchToken), .refused(.emulated), .refused(.clockSteppedBack),
      .refused(.cancelled),
    ]
    var expected: [[String]] = []
    for (index, outcome) in outcomes.enumerated() {
      let origin = origins[index % origins.count]
      let record = LoginRecord(
        account: AccountName("nobody")!, seat: index % 2 == 0 ? "seat0" : nil, origin: origin, outcome: outcome,
        at: .seconds(index))
      #expect(await store.answer(.record(record)).isDone)
      let reason =
        switch outcome {
        case .refused(let refusal): refusal.word
        case .error(let text): text
        default: ""
        }
      expected.append([
        "\(index)", index % 2 == 0 ? "seat0" : "", origin?.word ?? "", origin?.device ?? "", outcome.word, reason,
      ])
    }
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    let kept = try connection.rows(
      "SELECT at / 1000000000, seat, origin, device, outcome, reason FROM decision ORDER BY id"
    ) {
      row in (0..<6).map { row.text(CInt($0)) }
    }
    #expect(kept == expected)
  }

  @Test("an acceptance and its decision are kept together, with the token")
  func acceptance() async throws {
    let store = TestStore.open(folder.database)
    let token = try await store.enrol(TestStore.name(1), TestStore.hotp(TestStore.randomKey()))
    #expect(try await store.accepts(token: token.id, 0, TestStore.name(1)))
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    let kept = try connection.rows("SELECT account, outcome, token FROM decision") { row in
      "\(row.text(0)) \(row.text(1)) \(row.integer(2))"
    }
    #expect(kept == ["user1 accepted \(token.id)"])
  }
}
