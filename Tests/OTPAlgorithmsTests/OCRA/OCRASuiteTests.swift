import Cryptography
import OTPAlgorithms
import Rig
import Testing

@Suite("OCRA suites")
struct OCRASuiteTests {
  @Test("a suite's text says what it computes")
  func parts() throws {
    let all = try OCRASuite(parsing: "OCRA-1:HOTP-SHA512-8:C-QH08-PSHA256-S128-T12H".utf8)
    #expect(all.algorithm == .sha512)
    #expect(all.digits == 8)
    #expect(all.hasCounter)
    #expect(try all.question == OCRAQuestionFormat(.hexadecimal, length: 8))
    #expect(all.pinHash == .sha256)
    #expect(all.session == .bytes128)
    #expect(try all.timeStep == OCRATimeStep(12, .hours))
    #expect(all.responseLength == 8)
    let least = try OCRASuite(parsing: "OCRA-1:HOTP-SHA1-0:QA64".utf8)
    #expect(
      try least
        == OCRASuite(algorithm: .sha1, digits: 0, question: OCRAQuestionFormat(.alphanumeric, length: 64)))
    #expect(least.responseLength == 20)
  }

  @Test("any suite comes back from its text, and no two have one text")
  func roundTrip() throws {
    var random = SeededGenerator()
    let allSteps = try OCRATimeStep.Unit.allCases.flatMap { unit in
      try unit.range.map { try OCRATimeStep($0, unit) }
    }
    #expect(allSteps.count == 166)
    var seen: [String: OCRASuite] = [:]
    for _ in 0..<20_000 {
      let suite = try OCRASuite(
        algorithm: HashAlgorithm.allCases.randomElement(using: &random)!,
        digits: [0, 4, 5, 6, 7, 8, 9, 10].randomElement(using: &random)!, hasCounter: Bool.random(using: &random),
        question: OCRAQuestionFormat(
          OCRAQuestionFormat.Kind.allCases.randomElement(using: &random)!,
          length: Int.random(in: 4...64, using: &random)),
        pinHash: ([nil] + HashAlgorithm.allCases).randomElement(using: &random)!,
        session: ([nil] + OCRASessionLength.allCases).randomElement(using: &random)!,
        timeStep: ([nil] + allSteps).randomElement(using: &random)!)
      let text = suite.text
      #expect(text.count <= 46)
      #expect(try OCRASuite(parsing: text) == suite, "\(suite); \(random.replay)")
      let earlier = seen.updateValue(suite, forKey: suite.description)
      #expect(earlier == nil || earlier == suite, "\(suite); \(random.replay)")
    }
  }

  @Test("one byte changed in a suite is refused, or is another suite with that very text")
  func mutations() throws {
    var random = SeededGenerator()
    let texts = OCRAVector.all.map(\.suite) + ["OCRA-1:HOTP-SHA512-10:C-QN64-PSHA512-S512-T59M"]
    for _ in 0..<20_000 {
      var text = Array(texts.randomElement(using: &random)!.utf8)
      let place = text.indices.randomElement(using: &random)!
      switch Int.random(in: 0..<3, using: &random) {
      case 0: text[place] = UInt8.random(in: .min ... .max, using: &random)
      case 1: text.remove(at: place)
      default: text.insert(text.randomElement(using: &random)!, at: place)
      }
      do {
        let suite = try OCRASuite(parsing: text)
        #expect(suite.text == text, "\(random.replay)")
      } catch {
        #expect(!error.description.isEmpty)
      }
    }
  }

  static let faults: [(String, OCRASuiteError)] = [
    ("", .parts),
    ("OCRA-1", .parts),
    ("OCRA-1:HOTP-SHA1-6", .parts),
    ("OCRA-1:HOTP-SHA1-6:QN08:", .parts),
    ("OCRA-1:HOTP-SHA1-6:QN08:T1M", .parts),
    (":HOTP-SHA1-6:QN08", .version),
    ("OCRA-2:HOTP-SHA1-6:QN08", .version),
    ("OCRA-10:HOTP-SHA1-6:QN08", .version),
    ("ocra-1:HOTP-SHA1-6:QN08", .version),
    (" OCRA-1:HOTP-SHA1-6:QN08", .version),
    ("OCRA-1::QN08", .algorithm),
    ("OCRA-1:HOTP:QN08", .algorithm),
    ("OCRA-1:TOTP-SHA1-6:QN08", .algorithm),
    ("OCRA-1:HOTP-MD5-6:QN08", .algorithm),
    ("OCRA-1:HOTP-SHA-6:QN08", .algorithm),
    ("OCRA-1:HOTP-sha1-6:QN08", .algorithm),
    ("OCRA-1:HOTP-SHA224-6:QN08", .algorithm),
    ("OCRA-1:HOTP-SHA1:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-1:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-3:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-11:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-06:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-00:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-+6:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-a0:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-6-6:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-18446744073709551622:QN08", .digits),
    ("OCRA-1:HOTP-SHA1-6:", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:C", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:C-", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:C-C-QN08", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:CC-QN08", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:PSHA1", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:PSHA1-QN08", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:qN08", .missingQuestion),
    ("OCRA-1:HOTP-SHA1-6:Q", .questionFormat),
    ("OCRA-1:HOTP-SHA1-6:Q08", .questionFormat),
    ("OCRA-1:HOTP-SHA1-6:QX08", .questionFormat),
    ("OCRA-1:HOTP-SHA1-6:Qn08", .questionFormat),
    ("OCRA-1:HOTP-SHA1-6:QN", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN8", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN008", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN00", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN03", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN65", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN99", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN0x", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN-8", .questionLength),
    ("OCRA-1:HOTP-SHA1-6:QN08-P", .pinHash),
    ("OCRA-1:HOTP-SHA1-6:QN08-PSHA", .pinHash),
    ("OCRA-1:HOTP-SHA1-6:QN08-PMD5", .pinHash),
    ("OCRA-1:HOTP-SHA1-6:QN08-PSHA1 ", .pinHash),
    ("OCRA-1:HOTP-SHA1-6:QN08-S", .sessionLength),
    ("OCRA-1:HOTP-SHA1-6:QN08-S64", .sessionLength),
    ("OCRA-1:HOTP-SHA1-6:QN08-S065", .sessionLength),
    ("OCRA-1:HOTP-SHA1-6:QN08-S0640", .sessionLength),
    ("OCRA-1:HOTP-SHA1-6:QN08-S1024", .sessionLength),
    ("OCRA-1:HOTP-SHA1-6:QN08-T", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-TM", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T1", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T1D", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T1m", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T01M", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T0S", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T0H", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T60S", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T60M", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T49H", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T100S", .timeStep),
    ("OCRA-1:HOTP-SHA1-6:QN08-T1M-PSHA1", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-S064-PSHA1", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-T1M-S064", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-PSHA1-PSHA1", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-S064-S064", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-T1M-T1M", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-C", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-QN08", .order),
    ("OCRA-1:HOTP-SHA1-6:QN08-", .unknownInput),
    ("OCRA-1:HOTP-SHA1-6:QN08--T1M", .unknownInput),
    ("OCRA-1:HOTP-SHA1-6:QN08-X1", .unknownInput),
    ("OCRA-1:HOTP-SHA1-6:QN08-t1M", .unknownInput),
    ("OCRA-1:HOTP-SHA1-6:QN08-\u{0}", .unknownInput),
  ]

  @Test("a text that is no suite is refused with its fault", arguments: faults)
  func refusal(text: String, fault: OCRASuiteError) {
    #expect(throws: fault) { try OCRASuite(parsing: text.utf8) }
    #expect(!fault.description.isEmpty)
  }

  @Test("values out of range make no suite")
  func ranges() throws {
    let question = try OCRAQuestionFormat(.numeric, length: 8)
    for digits in [Int.min, -1, 1, 2, 3, 11, Int.max] {
      #expect(throws: OCRASuiteError.digits) {
        try OCRASuite(algorithm: .sha1, digits: digits, question: question)
      }
    }
    for length in [Int.min, 0, 3, 65, Int.max] {
      #expect(throws: OCRASuiteError.questionLength) { try OCRAQuestionFormat(.hexadecimal, length: length) }
    }
    for count in [Int.min, -1, 0, 60, Int.max] {
      #expect(throws: OCRASuiteError.timeStep) { try OCRATimeStep(count, .seconds) }
      #expect(throws: OCRASuiteError.timeStep) { try OCRATimeStep(count, .minutes) }
    }
    #expect(throws: OCRASuiteError.timeStep) { try OCRATimeStep(49, .hours) }
    #expect(throws: OCRASuiteError.timeStep) { try OCRATimeStep(0, .hours) }
  }
}
