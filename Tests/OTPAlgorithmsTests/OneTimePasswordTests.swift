import Cryptography
import HostPlatform
import OTPAlgorithms
import Testing

@Suite("One-time passwords")
struct OneTimePasswordTests {
  private func parameters(
    _ algorithm: HashAlgorithm = .sha1, digits: Int = 6, _ factor: MovingFactor = .counter
  ) throws -> OTPParameters {
    try OTPParameters(algorithm: algorithm, digits: digits, movingFactor: factor)
  }

  /// RFC 4226, appendix D: the truncated hash in decimal, whose last six digits are the HOTP value.
  static let truncated: [UInt64] = [
    1_284_755_224, 1_094_287_082, 137_359_152, 1_726_969_429, 1_640_338_314, 868_254_676, 1_918_287_922, 82_162_583,
    673_399_871, 645_520_489,
  ]

  @Test("RFC 4226 appendix D's values come out, with any number of digits", arguments: 6...10)
  func counterVectors(digits: Int) throws {
    var password = OneTimePassword<NettleKeyedHash>(
      try parameters(digits: digits), key: secret("12345678901234567890"))
    for (counter, full) in Self.truncated.enumerated() {
      let padded = String(repeating: "0", count: 10 - String(full).count) + String(full)
      let expected = String(padded.suffix(digits))
      let value = password.value(at: UInt64(counter))
      #expect(value == UInt64(expected)!)
      let shown = text(password.digits(at: UInt64(counter)))
      #expect(shown == expected)
      let isMatch = password.matches(secret(expected), at: UInt64(counter))
      #expect(isMatch)
    }
  }

  /// RFC 6238, appendix B. Its keys are as long as the hash, as its reference program has them.
  struct TimeVector: Sendable, CustomTestStringConvertible {
    let seconds: UInt64
    let step: UInt64
    let code: [HashAlgorithm: String]
    var testDescription: String { "\(seconds) s" }
  }

  static let timeVectors = [
    (59, 0x1, "94287082", "46119246", "90693936"),
    (1_111_111_109, 0x23523EC, "07081804", "68084774", "25091201"),
    (1_111_111_111, 0x23523ED, "14050471", "67062674", "99943326"),
    (1_234_567_890, 0x273EF07, "89005924", "91819424", "93441116"),
    (2_000_000_000, 0x3F940AA, "69279037", "90698825", "38618901"),
    (20_000_000_000, 0x27BC86AA, "65353130", "77737706", "47863826"),
  ].map { TimeVector(seconds: $0.0, step: $0.1, code: [.sha1: $0.2, .sha256: $0.3, .sha512: $0.4]) }

  @Test("RFC 6238 appendix B's values come out", arguments: timeVectors, HashAlgorithm.allCases)
  func agreesWithTimeVectors(vector: TimeVector, algorithm: HashAlgorithm) throws {
    let factor = MovingFactor.time(period: 30, epoch: 0)
    let key = String(String(repeating: "1234567890", count: 7).prefix(algorithm.digestSize))
    var password = OneTimePassword<NettleKeyedHash>(
      try parameters(algorithm, digits: 8, factor), key: secret(key))
    let step = try #require(factor.step(atUnixTime: vector.seconds))
    #expect(step == vector.step)
    let code = text(password.digits(at: step))
    #expect(code == vector.code[algorithm])
  }

  @Test("a code matches at its own counter only, and only whole")
  func matching() throws {
    var password = OneTimePassword<NettleKeyedHash>(try parameters(), key: secret("12345678901234567890"))
    let code = secret("755224")
    let matching = (0...200 as ClosedRange<UInt64>).filter { password.matches(code, at: $0) }
    #expect(matching == [0])
    let again = password.matches(code, at: 0)
    #expect(again, "earlier calls leave nothing behind")
    for wrong in ["", "7", "75522", "7552244", "0755224", "755225", "855224", "75522\u{0}", "٧٥٥٢٢٤"] {
      let isMatch = password.matches(secret(wrong), at: 0)
      #expect(!isMatch, "\(wrong)")
    }
  }

  @Test("every digit of a code counts", arguments: 6...10)
  func everyDigitCounts(digits: Int) throws {
    var password = OneTimePassword<NettleKeyedHash>(
      try parameters(.sha256, digits: digits), key: secret("every digit counts"))
    let code = bytes(password.digits(at: 7))
    for place in code.indices {
      var wrong = code
      wrong[place] = wrong[place] == UInt8(ascii: "9") ? UInt8(ascii: "0") : wrong[place] + 1
      let isMatch = password.matches(SecretBytes(copying: wrong), at: 7)
      #expect(!isMatch)
    }
    let isMatch = password.matches(SecretBytes(copying: code), at: 7)
    #expect(isMatch)
  }

  @Test("the counter is hashed with all its 64 bits")
  func wideCounters() throws {
    var password = OneTimePassword<NettleKeyedHash>(try parameters(digits: 10), key: secret("12345678901234567890"))
    let values = (0..<64).map { password.value(at: 1 << $0) } + [password.value(at: .max)]
    #expect(Set(values).count == values.count)
  }

  @Test("the ten digits of a code stay below 2^31, zeros in front")
  func tenDigits() throws {
    var password = OneTimePassword<NettleKeyedHash>(try parameters(digits: 10), key: secret("ten digits"))
    for counter in 0..<500 as Range<UInt64> {
      let value = password.value(at: counter)
      #expect(value < 1 << 31)
      let digits = text(password.digits(at: counter))
      #expect(digits.count == 10 && UInt64(digits) == value)
    }
  }
}
