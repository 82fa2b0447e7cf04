import Cryptography
import Rig
import Testing
import TwoFactor

@Suite("A login")
struct LoginSessionTests {
  static let step: UInt64 = 1_111_111_109 / 30
  static let token = TestToken.totp(id: 3)
  static var code: String { TestToken.code(of: token, at: step).withBytes { String(decoding: $0, as: UTF8.self) } }
  static var wrong: String {
    TestToken.anotherThan(TestToken.secret(code)).withBytes { String(decoding: $0, as: UTF8.self) }
  }
  static let attempt = StoreResult.attempt(Attempt(tokens: [token], triesLeft: 9))

  @Test("a code typed on the keypad is accepted once the store says so")
  func accepted() {
    var login = LoginScript()
    #expect(login.begin() == ["find"])
    #expect(login.answer(.account(LoginScript.account([6]))) == ["waiting"])
    #expect(login.type(String(Self.code.prefix(5))) == Array(repeating: "key", count: 5))
    #expect(login.type(String(Self.code.suffix(1))) == ["key", "attempt"])
    #expect(login.answer(Self.attempt) == ["accept"])
    #expect(login.session.outcome == nil)
    #expect(login.answer(.accepted(true)) == ["accepted"])
    #expect(login.session.outcome == .accepted)
    #expect(login.session.nextDeadline == nil)
    #expect(login.accepts.map(\.token) == [3] && login.accepts.map(\.counter) == [Self.step])
    #expect(
      login.records == [
        LoginRecord(
          account: LoginScript.amy, seat: "seat0", origin: LoginScript.keypad, outcome: .accepted,
          at: LoginScript.start.wallClock)
      ])
  }

  @Test("a code typed in the client goes straight to its try, and takes no other")
  func clientCode() {
    var login = LoginScript(seat: nil, code: Self.code)
    #expect(login.begin() == ["find"])
    #expect(login.answer(.account(LoginScript.account([6]))) == ["attempt"])
    #expect(login.answer(Self.attempt) == ["accept"])
    #expect(login.answer(.accepted(true)) == ["accepted"])
    #expect(login.records.map(\.origin) == [.typed])
  }

  @Test("a wrong code is refused with the tries left, and recorded")
  func wrongCode() {
    var login = LoginScript()
    login.beginWaiting()
    #expect(login.type(Self.wrong).last == "attempt")
    #expect(login.answer(Self.attempt) == ["record", "refused(TwoFactor.Refusal.wrongCode(triesLeft: 9))"])
    #expect(login.records.map(\.outcome) == [.refused(.wrongCode(triesLeft: 9))])
    #expect(login.accepts.isEmpty)
  }

  @Test("what no token of any account gives is refused with its own reason, without a try, whatever was typed before")
  func foreignCode() {
    var login = LoginScript()
    login.beginWaiting()
    _ = login.type("12")
    _ = login.session.handle(.foreignCode(LoginScript.keypad), at: LoginScript.start)
    #expect(login.session.outcome == .refused(.noSuchToken))
    var early = LoginScript()
    _ = early.begin()
    #expect(early.session.handle(.foreignCode(LoginScript.keypad), at: LoginScript.start).isEmpty)
  }

  @Test("a code used before is refused, whether the token's row tells or the store")
  func usedCode() {
    var told = LoginScript()
    told.beginWaiting()
    _ = told.type(Self.code)
    let used = Attempt(tokens: [TestToken.totp(id: 3, next: Self.step + 1)], triesLeft: 4)
    _ = told.answer(.attempt(used))
    #expect(told.session.outcome == .refused(.usedCode(triesLeft: 4)))

    var raced = LoginScript()
    raced.beginWaiting()
    _ = raced.type(Self.code)
    _ = raced.answer(Self.attempt)
    #expect(raced.answer(.accepted(false)).first == "record")
    #expect(raced.session.outcome == .refused(.usedCode(triesLeft: 9)))
    #expect(raced.records.map(\.outcome) == [.accepted, .refused(.usedCode(triesLeft: 9))])
  }

  @Test(
    "a code of the wrong length or of no digits costs a try",
    arguments: ["", "12345", "1234567", "12345a", "12\u{0}456"])
  func noCode(text: String) {
    var login = LoginScript(code: text)
    _ = login.begin()
    #expect(login.answer(.account(LoginScript.account([6]))) == ["attempt"])
    _ = login.answer(Self.attempt)
    #expect(login.session.outcome == .refused(.wrongCode(triesLeft: 9)))
  }

  @Test("with codes of several lengths Enter ends the code")
  func severalLengths() {
    var login = LoginScript()
    login.beginWaiting([6, 8])
    #expect(login.type("12345678") == Array(repeating: "key", count: 8))
    #expect(login.type("#") == ["attempt"])
  }

  @Test("too many digits are a wrong code at Enter")
  func tooMany() {
    var login = LoginScript()
    login.beginWaiting([6, 8])
    #expect(login.type(String(repeating: "7", count: 1000)) == Array(repeating: "key", count: 1000))
    #expect(login.type("#") == ["attempt"])
    _ = login.answer(Self.attempt)
    #expect(login.session.outcome == .refused(.wrongCode(triesLeft: 9)))
  }

  @Test("Enter with nothing typed is passed over, Enter after too few digits is a wrong code")
  func enter() {
    var login = LoginScript()
    login.beginWaiting()
    #expect(login.type("###").isEmpty)
    #expect(login.type("123#") == ["key", "key", "key", "attempt"])
    _ = login.answer(Self.attempt)
    #expect(login.session.outcome == .refused(.wrongCode(triesLeft: 9)))
  }

  @Test("what was cleared is gone, and the login stays open")
  func cleared() {
    var login = LoginScript()
    login.beginWaiting()
    #expect(login.type("999*#").count == 3)
    #expect(login.session.outcome == nil)
    #expect(login.type(Self.code).last == "attempt")
    #expect(login.answer(Self.attempt) == ["accept"])
  }

  @Test("digits of two devices do not make one code, and one's Enter does not end the other's")
  func twoDevices() {
    var login = LoginScript()
    login.beginWaiting()
    let other = CodeOrigin.hardware(device: "ttyUSB1")
    _ = login.type("99", on: other)
    #expect(login.type("#").isEmpty)
    #expect(login.type(Self.code).last == "attempt")
    #expect(login.answer(Self.attempt) == ["accept"])
  }

  @Test("a number that is no digit is passed over")
  func noDigit() {
    var login = LoginScript()
    login.beginWaiting()
    #expect(login.handle(.digit(10, LoginScript.keypad)).isEmpty)
    #expect(login.type(Self.code).last == "attempt")
    #expect(login.answer(Self.attempt) == ["accept"])
  }

  @Test("what is cleared on one device leaves the code that another is typing alone")
  func clearedElsewhere() {
    var login = LoginScript()
    login.beginWaiting()
    _ = login.type(String(Self.code.prefix(5)))
    #expect(login.type("*", on: .hardware(device: "another")) == [])
    #expect(login.type(String(Self.code.suffix(1))) == ["key", "attempt"])
  }

  @Test("a device that computes codes gives a whole one, and the fragment is void")
  func wholeCode() {
    var login = LoginScript()
    login.beginWaiting()
    _ = login.type("99")
    #expect(login.handle(.code(TestToken.secret(Self.code), .hardware(device: "token"))) == ["attempt"])
    #expect(login.answer(Self.attempt) == ["accept"])
  }

  @Test("keys pressed before the login waits and while a code is looked at are dropped")
  func droppedKeys() {
    var login = LoginScript()
    _ = login.begin()
    #expect(login.type("99#*").isEmpty)
    _ = login.answer(.account(LoginScript.account([6])))
    _ = login.type(Self.code)
    #expect(login.type("123456#*").isEmpty)
    #expect(login.handle(.code(TestToken.secret(Self.wrong), LoginScript.keypad)).isEmpty)
    #expect(login.answer(Self.attempt) == ["accept"])
    #expect(login.type("123456#*").isEmpty)
    #expect(login.answer(.accepted(true)) == ["accepted"])
    #expect(login.type("1#*").isEmpty)
  }

  @Test("a code is compared for the time it came, however slow the store is")
  func slowStore() {
    var login = LoginScript(policy: LoginPolicy(window: 0))
    login.beginWaiting()
    _ = login.type(Self.code)
    #expect(login.attemptedAt == LoginScript.start.wallClock)
    login.pass(.seconds(9))
    #expect(login.answer(Self.attempt) == ["accept"])
  }

  @Test("an emulated device's code is refused without a try, and let in by lab mode")
  func emulated() {
    let device = CodeOrigin.emulated(device: "stand-in")
    var login = LoginScript()
    login.beginWaiting()
    #expect(login.type(Self.code, on: device).suffix(2) == ["record", "refused(TwoFactor.Refusal.emulated)"])
    var lab = LoginScript(policy: LoginPolicy(admitsEmulated: true))
    lab.beginWaiting()
    #expect(lab.type(Self.code, on: device).last == "attempt")
    var typed = LoginScript(code: Self.code)
    typed.beginWaiting()
    _ = typed.answer(.attempt(Attempt(tokens: [TestToken.totp(emulated: true)], triesLeft: 2)))
    #expect(typed.session.outcome == .refused(.emulated))
  }

  @Test("a clock set back refuses")
  func clock() {
    var login = LoginScript(code: Self.code)
    login.beginWaiting()
    let used = TestToken.totp(lastUsed: LoginScript.start.wallClock + .seconds(3600))
    _ = login.answer(.attempt(Attempt(tokens: [used], triesLeft: 2)))
    #expect(login.session.outcome == .refused(.clockSteppedBack))
  }

  @Test("no account and no token refuse at once")
  func noAccount() {
    var missing = LoginScript()
    _ = missing.begin()
    #expect(missing.fail(.noAccount) == ["record", "refused(TwoFactor.Refusal.noAccount)"])
    var bare = LoginScript(code: Self.code)
    _ = bare.begin()
    #expect(bare.answer(.account(LoginScript.account([]))) == ["record", "refused(TwoFactor.Refusal.noToken)"])
    var removed = LoginScript()
    removed.beginWaiting()
    _ = removed.type(Self.code)
    _ = removed.answer(.attempt(Attempt(tokens: [], triesLeft: 9)))
    #expect(removed.session.outcome == .refused(.noToken))
  }

  @Test("a locked account refuses, with the time left")
  func locked() {
    var login = LoginScript(code: Self.code)
    login.beginWaiting()
    #expect(login.answer(.locked(until: LoginScript.start.wallClock + .seconds(90))).first == "record")
    #expect(login.session.outcome == .refused(.locked(for: .seconds(90))))
  }

  @Test("a lock that ends in the past is told as ending now")
  func lockedPast() {
    var login = LoginScript(code: Self.code)
    login.beginWaiting()
    _ = login.answer(.locked(until: .zero))
    #expect(login.session.outcome == .refused(.locked(for: .zero)))
  }

  @Test("without a code in time it expires")
  func expired() {
    var login = LoginScript()
    login.beginWaiting()
    #expect(login.session.nextDeadline == LoginScript.start.monotonic + .seconds(60))
    _ = login.type("12345")
    login.pass(.milliseconds(59_999))
    #expect(login.handle(.deadline).isEmpty)
    login.pass(.milliseconds(1))
    #expect(login.handle(.deadline) == ["record", "expired"])
    #expect(login.handle(.deadline).isEmpty)
  }

  @Test("a digit that comes with the deadline comes too late")
  func lateDigit() {
    var login = LoginScript(timeout: .seconds(5))
    login.beginWaiting()
    _ = login.type(String(Self.code.prefix(5)))
    login.pass(.seconds(5))
    #expect(login.type(String(Self.code.suffix(1))) == ["record", "expired"])
  }

  @Test("the code's time runs from the beginning, and a step of the wall clock does not touch it")
  func slowLookup() {
    var login = LoginScript(timeout: .seconds(20))
    _ = login.begin()
    login.pass(.seconds(8))
    login.now.wallClock -= .seconds(100_000)
    _ = login.answer(.account(LoginScript.account([6])))
    #expect(login.session.nextDeadline == LoginScript.start.monotonic + .seconds(20))
  }

  @Test("a client that leaves ends the login and is recorded, unless the acceptance is being written")
  func cancelled() {
    let cancelled = ["record", "refused(TwoFactor.Refusal.cancelled)"]
    var finding = LoginScript()
    _ = finding.begin()
    #expect(finding.handle(.cancelled) == cancelled)
    #expect(finding.answer(.account(LoginScript.account([6]))).isEmpty)
    var waiting = LoginScript()
    waiting.beginWaiting()
    #expect(waiting.handle(.cancelled) == cancelled)
    #expect(waiting.type("1").isEmpty)
    var counting = LoginScript(code: Self.code)
    counting.beginWaiting()
    #expect(counting.handle(.cancelled) == cancelled)
    #expect(counting.answer(Self.attempt).isEmpty)
    #expect(counting.session.outcome == .refused(.cancelled))
    var accepting = LoginScript(code: Self.code)
    accepting.beginWaiting()
    _ = accepting.answer(Self.attempt)
    #expect(accepting.handle(.cancelled).isEmpty)
    #expect(accepting.answer(.accepted(true)) == ["accepted"])
  }

  @Test(
    "a store that fails refuses the login and says why",
    arguments: [StoreFailure.full, .readOnly, .corrupt("page 1"), .unavailable("it is locked")])
  func storeFails(failure: StoreFailure) {
    var finding = LoginScript()
    _ = finding.begin()
    #expect(finding.fail(failure).first == "record")
    #expect(
      finding.session.outcome == .error("the account could not be looked up, so the login is refused: \(failure)"))
    var counting = LoginScript(code: Self.code)
    counting.beginWaiting()
    _ = counting.fail(failure)
    #expect(counting.session.outcome == .error("the try could not be counted, so the login is refused: \(failure)"))
    var accepting = LoginScript(code: Self.code)
    accepting.beginWaiting()
    _ = accepting.answer(Self.attempt)
    _ = accepting.fail(failure)
    #expect(
      accepting.session.outcome
        == .error("the code could not be recorded as used, so the login is refused: \(failure)"))
  }

  @Test(
    "a store that does not answer refuses the login after 10 s, and its late answer changes nothing", arguments: 0...2)
  func storeSilent(stage: Int) {
    var login = LoginScript(code: Self.code)
    _ = login.begin()
    if stage > 0 { _ = login.answer(.account(LoginScript.account([6]))) }
    if stage > 1 { _ = login.answer(Self.attempt) }
    #expect(login.session.nextDeadline == LoginScript.start.monotonic + .seconds(10))
    login.pass(.seconds(10))
    #expect(login.handle(.deadline).first == "record")
    guard case .error(let reason) = login.session.outcome else {
      Issue.record("not an error")
      return
    }
    #expect(reason.contains("did not answer within 10 s"))
    #expect(login.answer(.accepted(true)).isEmpty)
    #expect(login.session.outcome == .error(reason))
  }

  @Test("an answer to another question refuses the login", arguments: 0...2)
  func nonsense(stage: Int) {
    var login = LoginScript(code: Self.code)
    _ = login.begin()
    if stage > 0 { _ = login.answer(.account(LoginScript.account([6]))) }
    if stage > 1 { _ = login.answer(Self.attempt) }
    #expect(login.answer(.done).first == "record")
    #expect(login.session.outcome?.word == "error")
  }

  @Test("it begins once, and does nothing before")
  func beginsOnce() {
    var login = LoginScript()
    #expect(login.type("1").isEmpty)
    #expect(login.session.nextDeadline == nil)
    #expect(login.begin() == ["find"])
    #expect(login.begin().isEmpty)
  }
}
