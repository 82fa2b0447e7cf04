import Cryptography
import HostPlatform
import OTPAlgorithms
import Rig
import Testing

@Suite("OCRA responses")
struct OCRATests {
  /// SHA-1 of the PIN that RFC 6287's vectors are made with, 1234.
  static let pinHash = SecretBytes(copying: [
    0x71, 0x10, 0xED, 0xA4, 0xD0, 0x9E, 0x06, 0x2A, 0xA5, 0xE4, 0xA3, 0x90, 0xB0, 0xA5, 0x72, 0xAC, 0x0D, 0x2C, 0x02,
    0x20,
  ])

  /// The keys of RFC 6287's vectors, as long as the hash.
  static func key(of algorithm: HashAlgorithm) -> SecretBytes {
    SecretBytes(copying: String(repeating: "1234567890", count: 7).utf8.prefix(algorithm.digestSize))
  }

  @Test("RFC 6287 appendix C's values come out, and they alone are accepted", arguments: OCRAVector.all)
  func vectors(vector: OCRAVector) throws {
    let suite = try OCRASuite(parsing: vector.suite.utf8)
    #expect(suite.description == vector.suite)
    let input = OCRAInput(
      question: vector.question, counter: vector.counter, pinHash: suite.pinHash == nil ? nil : Self.pinHash,
      timeStep: vector.unixTime.flatMap { suite.timeStep?.step(atUnixTime: $0) })
    var ocra = OCRA<NettleKeyedHash>(suite, key: Self.key(of: suite.algorithm))
    let response = text(try ocra.response(to: input))
    #expect(response == vector.response)
    let again = text(try ocra.response(to: input))
    #expect(again == vector.response, "earlier calls leave nothing behind")
    let isMatch = try ocra.matches(secret(vector.response), to: input)
    #expect(isMatch)
    for place in 0..<suite.digits {
      var wrong = Array(vector.response.utf8)
      wrong[place] = wrong[place] == UInt8(ascii: "9") ? UInt8(ascii: "0") : wrong[place] + 1
      let isMatch = try ocra.matches(SecretBytes(copying: wrong), to: input)
      #expect(!isMatch, "digit \(place)")
    }
    for wrong in ["", String(vector.response.dropFirst()), "0" + vector.response] {
      let isMatch = try ocra.matches(secret(wrong), to: input)
      #expect(!isMatch)
    }
  }

  /// The digest of a message that is put together here anew, byte by byte.
  private func digest(_ suite: OCRASuite, _ parts: [UInt8]..., key: SecretBytes) -> [UInt8] {
    var hash = NettleKeyedHash(suite.algorithm, key: key)
    let message = Array(suite.description.utf8) + [0] + parts.flatMap { $0 }
    var digest = [UInt8](repeating: 0, count: suite.algorithm.digestSize)
    message.withUnsafeBytes { message in
      digest.withUnsafeMutableBytes { digest in
        var code = digest.mutableBytes
        hash.authenticate(message.bytes, into: &code)
      }
    }
    return digest
  }

  private func bigEndian(_ number: UInt64) -> [UInt8] {
    (0..<8).reversed().map { UInt8(truncatingIfNeeded: number >> ($0 * 8)) }
  }

  @Test(
    "all inputs are hashed in their order, each as long as the suite has it, and the digest is given whole",
    arguments: HashAlgorithm.allCases, OCRASessionLength.allCases)
  func wholeMessage(pinHash: HashAlgorithm, session: OCRASessionLength) throws {
    var random = SeededGenerator()
    for algorithm in HashAlgorithm.allCases {
      let suite = try OCRASuite(
        algorithm: algorithm, digits: 0, hasCounter: true, question: OCRAQuestionFormat(.alphanumeric, length: 64),
        pinHash: pinHash, session: session, timeStep: OCRATimeStep(48, .hours))
      let key = SecretBytes(copying: random.bytes(32))
      var ocra = OCRA<NettleKeyedHash>(suite, key: key)
      // The longest session first: what it leaves must not show in the next.
      for length in [session.rawValue, 1, session.rawValue - 1] {
        let counter = UInt64.random(in: .min ... .max, using: &random)
        let timeStep = UInt64.random(in: .min ... .max, using: &random)
        let pin = random.bytes(pinHash.digestSize)
        let about = random.bytes(length)
        let response = bytes(
          try ocra.response(
            to: OCRAInput(
              question: OCRAQuestion("amount100".utf8), counter: counter, pinHash: SecretBytes(copying: pin),
              session: SecretBytes(copying: about), timeStep: timeStep)))
        let expected = digest(
          suite, bigEndian(counter), Array("amount100".utf8) + [UInt8](repeating: 0, count: 119), pin,
          [UInt8](repeating: 0, count: session.rawValue - length) + about, bigEndian(timeStep), key: key)
        #expect(response == expected, "\(random.replay)")
        #expect(response.count == suite.responseLength)
      }
    }
  }

  @Test("a response has the suite's number of digits, the last ones of the truncated hash", arguments: 4...10)
  func digits(digits: Int) throws {
    func response(digits: Int) throws -> String {
      let suite = try OCRASuite(
        algorithm: .sha1, digits: digits, question: OCRAQuestionFormat(.numeric, length: 8))
      var ocra = OCRA<NettleKeyedHash>(suite, key: Self.key(of: .sha1))
      return text(try ocra.response(to: OCRAInput(question: OCRAQuestion("00000000".utf8))))
    }
    let code = try response(digits: digits)
    #expect(code.count == digits && code.allSatisfy(\.isNumber))
    // The suite is hashed too, so that another number of digits is another hash; its own digest tells what is right.
    let suite = try OCRASuite(algorithm: .sha1, digits: digits, question: OCRAQuestionFormat(.numeric, length: 8))
    let digest = digest(suite, [UInt8](repeating: 0, count: 128), key: Self.key(of: .sha1))
    let offset = Int(digest[19] & 0xF)
    let word = digest[offset..<offset + 4].reduce(0) { $0 << 8 | UInt64($1) } & 0x7FFF_FFFF
    #expect(code == String(("0000000000" + String(word)).suffix(digits)))
  }

  @Test(
    "an input that the suite names and that is missing is told, and so is one that it does not name",
    arguments: OCRAInput.Part.allCases)
  func parts(part: OCRAInput.Part) throws {
    let format = try OCRAQuestionFormat(.numeric, length: 8)
    let question = OCRAQuestion("12345678".utf8)
    let full = OCRAInput(
      question: question, counter: 1, pinHash: Self.pinHash, session: secret("session"), timeStep: 1)
    let empty = OCRAInput(question: question)
    let step = try OCRATimeStep(1, .minutes)
    var all = OCRA<NettleKeyedHash>(
      try OCRASuite(
        algorithm: .sha1, digits: 6, hasCounter: true, question: format, pinHash: .sha1, session: .bytes64,
        timeStep: step), key: secret("key"))
    var none = OCRA<NettleKeyedHash>(
      try OCRASuite(algorithm: .sha1, digits: 6, question: format), key: secret("key"))

    #expect(try all.response(to: full).count == 6)
    #expect(try none.response(to: empty).count == 6)
    var less = full
    var more = empty
    switch part {
    case .counter: (less.counter, more.counter) = (nil, 0)
    case .pinHash: (less.pinHash, more.pinHash) = (nil, secret(""))
    case .session: (less.session, more.session) = (nil, secret(""))
    case .timeStep: (less.timeStep, more.timeStep) = (nil, 0)
    }
    #expect(throws: OCRAInputError.missing(part)) { try all.response(to: less) }
    #expect(throws: OCRAInputError.unexpected(part)) { try none.response(to: more) }
    #expect(throws: OCRAInputError.missing(part)) { _ = try all.matches(secret("123456"), to: less) }
  }

  @Test("a PIN's digest of another length is refused", arguments: HashAlgorithm.allCases)
  func pinHashLength(algorithm: HashAlgorithm) throws {
    var ocra = OCRA<NettleKeyedHash>(
      try OCRASuite(
        algorithm: .sha1, digits: 6, question: OCRAQuestionFormat(.numeric, length: 8), pinHash: algorithm),
      key: secret("key"))
    let question = OCRAQuestion("12345678".utf8)
    for count in [0, 20, 32, 64, 65] where count != algorithm.digestSize {
      #expect(throws: OCRAInputError.pinHashLength) {
        try ocra.response(to: OCRAInput(question: question, pinHash: SecretBytes(count: count) { _ in }))
      }
    }
  }

  @Test("an empty session and one that is too long are refused", arguments: OCRASessionLength.allCases)
  func sessionLength(length: OCRASessionLength) throws {
    var ocra = OCRA<NettleKeyedHash>(
      try OCRASuite(
        algorithm: .sha1, digits: 6, question: OCRAQuestionFormat(.numeric, length: 8), session: length),
      key: secret("key"))
    for count in [0, length.rawValue + 1] {
      #expect(throws: OCRAInputError.sessionLength) {
        try ocra.response(
          to: OCRAInput(question: OCRAQuestion("1".utf8), session: SecretBytes(count: count) { _ in }))
      }
    }
  }

  @Test("every input counts")
  func everyInputCounts() throws {
    let suite = try OCRASuite(parsing: "OCRA-1:HOTP-SHA256-10:C-QN08-PSHA1-S064-T1M".utf8)
    var ocra = OCRA<NettleKeyedHash>(suite, key: secret("every input counts"))
    let start = OCRAInput(
      question: OCRAQuestion("12345678".utf8), counter: 1, pinHash: Self.pinHash, session: secret("a session"),
      timeStep: 1)
    var inputs = [start]
    for bit in 0..<64 {
      var changed = start
      changed.counter = 1 ^ 1 << UInt64(bit)
      inputs.append(changed)
      changed = start
      changed.timeStep = 1 ^ 1 << UInt64(bit)
      inputs.append(changed)
    }
    var changed = start
    changed.question = OCRAQuestion("12345679".utf8)
    inputs.append(changed)
    changed = start
    changed.session = secret("b session")
    inputs.append(changed)
    changed = start
    changed.pinHash = SecretBytes(count: 20) { _ in }
    inputs.append(changed)
    var responses: Set<String> = []
    for input in inputs { responses.insert(text(try ocra.response(to: input))) }
    #expect(responses.count == inputs.count)
  }
}
