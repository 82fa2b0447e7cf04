import Cryptography
import OTPAlgorithms
import Rig
import Testing

@Suite("OCRA questions")
struct OCRAQuestionTests {
  private func encoded(_ text: String, _ kind: OCRAQuestionFormat.Kind, length: Int = 64) throws -> [UInt8] {
    bytes(try OCRAQuestion(text.utf8).encoded(as: OCRAQuestionFormat(kind, length: length)))
  }

  private func padded(_ front: [UInt8]) -> [UInt8] { front + [UInt8](repeating: 0, count: 128 - front.count) }

  @Test("letters stand for themselves, zeros after them")
  func alphanumeric() throws {
    #expect(try encoded("SIG10000z", .alphanumeric) == padded(Array("SIG10000z".utf8)))
    let longest = String(repeating: "aZ09", count: 16)
    #expect(try encoded(longest, .alphanumeric) == padded(Array(longest.utf8)))
  }

  @Test(
    "a number becomes its hexadecimal digits, to the left",
    arguments: [
      ("0", []), ("00000000", []), ("1", [0x10]), ("00000001", [0x10]), ("15", [0xF0]), ("16", [0x10]),
      ("255", [0xFF]), ("256", [0x10]), ("4096", [0x10]), ("11111111", [0xA9, 0x8A, 0xC7]),
      ("22222222", [0x15, 0x31, 0x58, 0xE0]), ("99999999", [0x5F, 0x5E, 0x0F, 0xF0]),
      ("18446744073709551615", [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
      ("18446744073709551616", [0x10]), ("340282366920938463463374607431768211457", [0x10] + zeros + [0x10]),
    ] as [(String, [UInt8])])
  func numeric(text: String, front: [UInt8]) throws {
    #expect(try encoded(text, .numeric) == padded(front))
  }

  private static let zeros = [UInt8](repeating: 0, count: 15)

  @Test("any number of up to 128 digits comes out as its hexadecimal digits")
  func numbers() throws {
    var random = SeededGenerator()
    for round in 0..<500 {
      let isMutual = round % 2 == 0
      // The first is the largest number that there is.
      let length = round == 0 ? 64 : Int.random(in: 4...64, using: &random)
      let digits = (0..<(isMutual ? 2 * length : length)).map { _ in
        round == 0 ? 9 : Int.random(in: 0...9, using: &random)
      }
      let text = digits.map(String.init).joined()
      let question =
        isMutual
        ? OCRAQuestion(received: text.utf8.prefix(length), asked: text.utf8.suffix(length)) : OCRAQuestion(text.utf8)
      let bytes = bytes(try question.encoded(as: OCRAQuestionFormat(.numeric, length: length)))

      // Nibbles of the number by dividing its decimal digits by 16, the lowest first.
      var nibbles: [UInt8] = []
      var rest = digits
      while rest.contains(where: { $0 != 0 }) {
        var remainder = 0
        for index in rest.indices {
          let value = remainder * 10 + rest[index]
          rest[index] = value / 16
          remainder = value % 16
        }
        nibbles.append(UInt8(remainder))
      }
      let found = bytes.flatMap { [$0 >> 4, $0 & 0xF] }
      #expect(found == nibbles.reversed() + [UInt8](repeating: 0, count: 256 - nibbles.count), "\(random.replay)")
    }
  }

  @Test(
    "hexadecimal digits of either case are taken as they are, to the left",
    arguments: [
      ("0", []), ("1", [0x10]), ("01", [0x01]), ("aBc", [0xAB, 0xC0]), ("00fF", [0x00, 0xFF]),
      ("0123456789abcdefABCDEF", [0x01, 0x23, 0x45, 0x67, 0x89, 0xAB, 0xCD, 0xEF, 0xAB, 0xCD, 0xEF]),
    ] as [(String, [UInt8])])
  func hexadecimal(text: String, front: [UInt8]) throws {
    #expect(try encoded(text, .hexadecimal) == padded(front))
  }

  @Test("two questions of full length are one after the other", arguments: OCRAQuestionFormat.Kind.allCases)
  func mutual(kind: OCRAQuestionFormat.Kind) throws {
    let both = try OCRAQuestion(received: "1234".utf8, asked: "5678".utf8)
      .encoded(as: OCRAQuestionFormat(kind, length: 4))
    #expect(bytes(both) == (try encoded("12345678", kind)))
    let longest = String(repeating: "9", count: 64)
    let full = try OCRAQuestion(received: longest.utf8, asked: longest.utf8)
      .encoded(as: OCRAQuestionFormat(kind, length: 64))
    #expect(full.count == OCRAQuestion.encodedLength)
    if kind == .alphanumeric { #expect(text(full) == longest + longest) }
  }

  @Test("an empty question and one longer than the suite's are refused", arguments: OCRAQuestionFormat.Kind.allCases)
  func lengths(kind: OCRAQuestionFormat.Kind) throws {
    for length in [4, 8, 64] {
      let longest = String(repeating: "1", count: length)
      #expect(try encoded(longest, kind, length: length).count == 128)
      for wrong in ["", longest + "1"] {
        #expect(throws: OCRAInputError.questionLength) { try encoded(wrong, kind, length: length) }
      }
      let format = try OCRAQuestionFormat(kind, length: length)
      for wrong in ["", String(longest.dropLast()), longest + "1"] {
        for question in [
          OCRAQuestion(received: wrong.utf8, asked: longest.utf8),
          OCRAQuestion(received: longest.utf8, asked: wrong.utf8),
        ] {
          #expect(throws: OCRAInputError.questionLength) { try question.encoded(as: format) }
        }
      }
    }
  }

  @Test("characters outside the format are refused with their place", arguments: UInt8.min ... .max)
  func characters(character: UInt8) throws {
    let letter = Character(UnicodeScalar(character))
    let isASCII = character < 0x80
    for kind in OCRAQuestionFormat.Kind.allCases {
      let isAllowed =
        switch kind {
        case .numeric: isASCII && letter.isNumber
        case .hexadecimal: isASCII && letter.isHexDigit
        case .alphanumeric: isASCII && (letter.isLetter || letter.isNumber)
        }
      let question = OCRAQuestion([UInt8(ascii: "1"), UInt8(ascii: "2"), character])
      let format = try OCRAQuestionFormat(kind, length: 8)
      if isAllowed {
        #expect(try question.encoded(as: format).count == 128)
      } else {
        #expect(throws: OCRAInputError.questionCharacter(at: 2)) { try question.encoded(as: format) }
      }
    }
    #expect(OCRAInputError.questionCharacter(at: 2).description.contains("3"))
  }
}
