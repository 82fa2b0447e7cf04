import Cryptography
import HostPlatform
import OTPAlgorithms
import Rig
import Testing
import TwoFactor

@Suite("Verifying codes")
struct CodeVerifierTests {
  static let now = Duration.seconds(1_111_111_109)
  static let step: UInt64 = 1_111_111_109 / 30

  static func verdict(
    _ code: SecretBytes, from origin: CodeOrigin = .typed, _ tokens: [Token], at time: Duration = now,
    policy: LoginPolicy = LoginPolicy()
  ) -> Verdict {
    CodeVerifier<NettleKeyedHash>(policy: policy).verdict(on: code, from: origin, against: tokens, at: time)
  }

  @Test(
    "RFC 6238's SHA-1 vectors match at their times",
    arguments: [
      (59, "94287082"), (1_111_111_109, "07081804"), (1_111_111_111, "14050471"), (1_234_567_890, "89005924"),
      (2_000_000_000, "69279037"), (20_000_000_000, "65353130"),
    ])
  func vectors(time: UInt64, code: String) {
    let token = TestToken.totp(digits: 8)
    let expected = Verdict.match(token: 1, counter: time / 30)
    #expect(Self.verdict(TestToken.secret(code), [token], at: .seconds(time)) == expected)
  }

  @Test("a code matches for its step and one on either side, and for no other", arguments: -4...4)
  func window(offset: Int) {
    let token = TestToken.totp()
    let step = UInt64(Int(Self.step) + offset)
    let verdict = Self.verdict(TestToken.code(of: token, at: step), [token])
    #expect(verdict == (abs(offset) <= 1 ? .match(token: 1, counter: step) : .wrong))
  }

  @Test("a policy's own window holds, none included", arguments: [UInt64(0), 3, 1000])
  func ownWindow(window: UInt64) {
    let token = TestToken.totp(digits: 10)
    let policy = LoginPolicy(window: window)
    for offset in [window, window + 1] {
      let verdict = Self.verdict(TestToken.code(of: token, at: Self.step - offset), [token], policy: policy)
      #expect(verdict == (offset == window ? .match(token: 1, counter: Self.step - window) : .wrong))
    }
  }

  @Test("a step that was used or passed over is used, though its code is right")
  func replay() {
    for offset in [UInt64(0), 1, 2] {
      let step = Self.step - 1 + offset
      let token = TestToken.totp(next: Self.step + 1)
      let verdict = Self.verdict(TestToken.code(of: token, at: step), [token])
      #expect(verdict == (step <= Self.step ? .used(token: 1) : .match(token: 1, counter: step)))
    }
  }

  @Test("a counter's code matches ahead, is used behind, and is wrong beyond")
  func counters() {
    let token = TestToken.hotp(next: 5)
    #expect(Self.verdict(TestToken.secret(TestToken.rfcCodes[9]), [token]) == .match(token: 1, counter: 9))
    #expect(Self.verdict(TestToken.secret(TestToken.rfcCodes[4]), [token]) == .used(token: 1))
    let near = LoginPolicy(lookAhead: 3)
    #expect(Self.verdict(TestToken.secret(TestToken.rfcCodes[9]), [token], policy: near) == .wrong)
  }

  @Test("only tokens whose codes have the candidate's length are tried")
  func length() {
    let tokens = [TestToken.totp(id: 1, digits: 6), TestToken.totp(id: 2, digits: 8)]
    let long = TestToken.code(of: tokens[1], at: Self.step)
    #expect(Self.verdict(long, tokens) == .match(token: 2, counter: Self.step))
    #expect(Self.verdict(TestToken.code(of: tokens[0], at: Self.step), tokens) == .match(token: 1, counter: Self.step))
    // The last seven digits of the long code, its first seven, and nothing.
    for text in [long.withBytes { Array($0.dropFirst()) }, long.withBytes { Array($0.dropLast()) }, []] {
      #expect(Self.verdict(SecretBytes(copying: text), tokens) == .wrong)
    }
  }

  @Test(
    "what is no digits is wrong",
    arguments: ["      ", "75522\0", "\0\0\0\0\0\0", "٧٥٥", "755224\n", "-75522", "' OR 1"])
  func noDigits(text: String) {
    #expect(Self.verdict(TestToken.secret(text), [TestToken.hotp(), TestToken.totp(id: 2)]) == .wrong)
  }

  @Test("no tokens, no match")
  func noTokens() { #expect(Self.verdict(TestToken.secret("755224"), []) == .wrong) }

  @Test("a secret registered twice lets its code in once")
  func twice() {
    let used = TestToken.totp(id: 1, next: Self.step + 1)
    let fresh = TestToken.totp(id: 2)
    let code = TestToken.code(of: used, at: Self.step)
    #expect(Self.verdict(code, [TestToken.totp(id: 1), fresh]) == .match(token: 1, counter: Self.step))
    #expect(Self.verdict(code, [used, fresh]) == .used(token: 1))
    #expect(Self.verdict(code, [fresh, used]) == .used(token: 1))
  }

  @Test("emulated tokens and devices are refused unless policy admits them")
  func emulated() {
    let lab = LoginPolicy(admitsEmulated: true)
    let emulated = TestToken.totp(id: 1, emulated: true)
    let code = TestToken.code(of: emulated, at: Self.step)
    let device = CodeOrigin.emulated(device: "stand-in")
    let match = Verdict.match(token: 1, counter: Self.step)
    #expect(Self.verdict(code, [emulated]) == .emulatedRefused)
    #expect(Self.verdict(TestToken.anotherThan(code), [emulated]) == .wrong)
    #expect(Self.verdict(code, [emulated], policy: lab) == match)
    // The device's origin is refused whatever the token is.
    #expect(Self.verdict(code, from: device, [TestToken.totp()]) == .emulatedRefused)
    #expect(Self.verdict(TestToken.anotherThan(code), from: device, [TestToken.totp()]) == .emulatedRefused)
    #expect(Self.verdict(code, from: device, [TestToken.totp()], policy: lab) == match)
    // A token that is admitted decides before one that is not.
    let key = SecretBytes(copying: Array("another key of 20 by".utf8))
    let real = TestToken.totp(id: 2, key: key)
    let realCode = TestToken.code(of: real, at: Self.step)
    #expect(Self.verdict(realCode, [emulated, real]) == .match(token: 2, counter: Self.step))
    #expect(Self.verdict(realCode, from: .hardware(device: "ttyUSB0"), [real]) == .match(token: 2, counter: Self.step))
  }

  @Test("a clock more than the window before the last use is told, a little less is borne")
  func clock() {
    let token = TestToken.totp(next: Self.step + 1, lastUsed: Self.now)
    let old = TestToken.code(of: token, at: Self.step - 2)
    #expect(Self.verdict(old, [token], at: Self.now - .seconds(31)) == .clockSteppedBack)
    #expect(Self.verdict(old, [token], at: Self.now - .seconds(30)) == .used(token: 1))
    #expect(Self.verdict(old, [token], at: .seconds(-5)) == .clockSteppedBack)
    // Counters have no clock, and another token may still match.
    let counter = TestToken.hotp(id: 2, lastUsed: Self.now)
    let code = TestToken.secret(TestToken.rfcCodes[0])
    #expect(Self.verdict(code, [token, counter], at: .seconds(86400)) == .match(token: 2, counter: 0))
  }

  @Test("times before the epoch and before 1970 match nothing")
  func early() {
    let late = TestToken.totp(epoch: 2_000_000_000)
    #expect(Self.verdict(TestToken.code(of: late, at: 0), [late]) == .wrong)
    let first = TestToken.totp()
    #expect(Self.verdict(TestToken.code(of: first, at: 0), [first], at: .milliseconds(-1)) == .wrong)
    #expect(Self.verdict(TestToken.code(of: first, at: 0), [first], at: .zero) == .match(token: 1, counter: 0))
    let slow = TestToken.totp(period: .max, lastUsed: .seconds(Int64.max))
    #expect(Self.verdict(TestToken.code(of: slow, at: 0), [slow]) == .match(token: 1, counter: 0))
  }

  @Test("for random tokens and times, exactly the window's unused codes match")
  func property() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    for _ in 0..<400 {
      let bytes = (0..<Int.random(in: 10...128, using: &generator)).map { _ in
        UInt8.random(in: 0...255, using: &generator)
      }
      let window = UInt64.random(in: 0...5, using: &generator)
      let period = UInt64.random(in: 1...120, using: &generator)
      let step = UInt64.random(in: 0...100_000_000, using: &generator)
      let parameters = try! OTPParameters(
        algorithm: HashAlgorithm.allCases.randomElement(using: &generator)!, digits: 10,
        movingFactor: .time(period: period, epoch: UInt64.random(in: 0...1000, using: &generator)))
      guard case .time(_, let epoch) = parameters.movingFactor else { return }
      let next = step &+ UInt64.random(in: 0...6, using: &generator)
      let token = Token(
        id: 7, label: "", parameters: parameters, secret: SecretBytes(copying: bytes),
        nextCounter: next >= 3 ? next - 3 : 0, lastUsed: nil, isEmulated: false)
      let time = Duration.seconds(epoch + step * period + UInt64.random(in: 0..<period, using: &generator))
      for distance in 0...window + 2 {
        for shown in Set([step + distance, step >= distance ? step - distance : step]) {
          let expected: Verdict =
            (shown > step ? shown - step : step - shown) > window
            ? .wrong : shown >= token.nextCounter ? .match(token: 7, counter: shown) : .used(token: 7)
          let verdict = Self.verdict(
            TestToken.code(of: token, at: shown), [token], at: time, policy: LoginPolicy(window: window))
          // Ten digits of 31 bits: two steps agree once in some 200 million runs of this.
          #expect(verdict == expected, "KEYPORT_SEED=\(seed)")
        }
      }
    }
  }
}
