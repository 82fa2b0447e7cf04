import Rig
import Testing
import TwoFactor

@Suite("A login, at random")
struct LoginSessionCourseTests {
  @Test("whatever happens in whatever order, it decides once, last of all, and accepts only what the store accepted")
  func anyOrder() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    var acceptances = 0
    for _ in 0..<3000 {
      var login = LoginScript(code: Bool.random(using: &generator) ? nil : LoginSessionTests.code)
      var lines = login.begin()
      var confirmed = false
      for _ in 0..<30 {
        let asked = lines.last { ["find", "attempt", "accept"].contains($0) }
        let effects: [String]
        switch Int.random(in: 0..<12, using: &generator) {
        case 0...3: effects = login.type(String(Int.random(in: 0...9, using: &generator)))
        case 4: effects = login.type(Bool.random(using: &generator) ? "#" : "*")
        case 5: effects = login.type(LoginSessionTests.code)
        case 6: effects = login.handle(.code(TestToken.secret(LoginSessionTests.wrong), LoginScript.keypad))
        case 7: effects = login.fail(.full)
        case 8: effects = login.handle(.deadline)
        case 9:
          login.pass(.seconds(Int.random(in: 0...20, using: &generator)))
          effects = []
        case 10 where Int.random(in: 0..<8, using: &generator) == 0: effects = login.handle(.cancelled)
        default:
          switch asked {
          case "find": effects = login.answer(.account(LoginScript.account([6])))
          case "attempt": effects = login.answer(LoginSessionTests.attempt)
          default:
            let fresh = Bool.random(using: &generator)
            effects = login.answer(.accepted(fresh))
            if fresh && asked == "accept" && effects == ["accepted"] { confirmed = true }
          }
        }
        lines += effects
      }
      let decisions = lines.filter { !["find", "attempt", "accept", "record", "key", "waiting"].contains($0) }
      #expect(decisions.count == (login.session.outcome == nil ? 0 : 1), "KEYPORT_SEED=\(seed)")
      #expect(login.session.outcome == nil || lines.last == decisions.last, "KEYPORT_SEED=\(seed)")
      #expect((login.session.outcome == .accepted) == confirmed, "KEYPORT_SEED=\(seed)")
      #expect(lines.filter { $0 == "attempt" }.count <= 1, "KEYPORT_SEED=\(seed)")
      if confirmed { acceptances += 1 }
    }
    #expect(acceptances > 100, "KEYPORT_SEED=\(seed)")
  }
}
