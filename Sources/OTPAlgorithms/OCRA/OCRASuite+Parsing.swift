import Cryptography

extension OCRASuite {
  /// Reads a suite from its text (RFC 6287 §6); nothing else has this text.
  /// - Parameter text: ASCII, in the one spelling that `text` writes.
  /// - Throws: the first fault found.
  public init(parsing text: some Collection<UInt8>) throws(OCRASuiteError) {
    let parts = Self.split(Array(text)[...], at: UInt8(ascii: ":"))
    guard parts.count == 3 else { throw .parts }
    guard Self.equal(parts[0], "OCRA-1") else { throw .version }
    let (algorithm, digits) = try Self.cryptoFunction(parts[1])

    var inputs = Self.split(parts[2], at: UInt8(ascii: "-"))[...]
    let hasCounter = inputs.first.map { Self.equal($0, "C") } ?? false
    if hasCounter { inputs.removeFirst() }
    guard let first = inputs.popFirst(), first.first == UInt8(ascii: "Q") else {
      // What stands there may be wrong itself: CC, or C after something else.
      throw .missingQuestion
    }
    let question = try Self.questionFormat(first.dropFirst())

    var pinHash: HashAlgorithm?
    var session: OCRASessionLength?
    var timeStep: OCRATimeStep?
    for input in inputs {
      let value = input.dropFirst()
      switch input.first {
      case UInt8(ascii: "P"):
        guard pinHash == nil, session == nil, timeStep == nil else { throw .order }
        guard let algorithm = Self.algorithm(value) else { throw .pinHash }
        pinHash = algorithm
      case UInt8(ascii: "S"):
        guard session == nil, timeStep == nil else { throw .order }
        session = try Self.sessionLength(value)
      case UInt8(ascii: "T"):
        guard timeStep == nil else { throw .order }
        timeStep = try Self.timeStep(value)
      case UInt8(ascii: "C"), UInt8(ascii: "Q"): throw .order
      default: throw .unknownInput
      }
    }
    try self.init(
      algorithm: algorithm, digits: digits, hasCounter: hasCounter, question: question, pinHash: pinHash,
      session: session, timeStep: timeStep)
  }

  private typealias Bytes = ArraySlice<UInt8>

  private static func cryptoFunction(_ text: Bytes) throws(OCRASuiteError) -> (HashAlgorithm, digits: Int) {
    let words = split(text, at: UInt8(ascii: "-"))
    guard words.count >= 2, equal(words[0], "HOTP"), let algorithm = algorithm(words[1]) else { throw .algorithm }
    guard words.count == 3, let digits = number(words[2]), isDigitCount(digits) else { throw .digits }
    return (algorithm, digits)
  }

  private static func algorithm(_ text: Bytes) -> HashAlgorithm? {
    if equal(text, "SHA1") { return .sha1 }
    if equal(text, "SHA256") { return .sha256 }
    if equal(text, "SHA512") { return .sha512 }
    return nil
  }

  private static func questionFormat(_ text: Bytes) throws(OCRASuiteError) -> OCRAQuestionFormat {
    let kind: OCRAQuestionFormat.Kind
    switch text.first {
    case UInt8(ascii: "A"): kind = .alphanumeric
    case UInt8(ascii: "N"): kind = .numeric
    case UInt8(ascii: "H"): kind = .hexadecimal
    default: throw .questionFormat
    }
    var digits = text.dropFirst()
    guard digits.count == 2 else { throw .questionLength }
    if digits.first == UInt8(ascii: "0") { digits.removeFirst() }
    guard let length = number(digits) else { throw .questionLength }
    return try OCRAQuestionFormat(kind, length: length)
  }

  private static func sessionLength(_ text: Bytes) throws(OCRASuiteError) -> OCRASessionLength {
    if equal(text, "064") { return .bytes64 }
    if equal(text, "128") { return .bytes128 }
    if equal(text, "256") { return .bytes256 }
    if equal(text, "512") { return .bytes512 }
    throw .sessionLength
  }

  private static func timeStep(_ text: Bytes) throws(OCRASuiteError) -> OCRATimeStep {
    guard let count = number(text.dropLast()) else { throw .timeStep }
    switch text.last {
    case UInt8(ascii: "S"): return try OCRATimeStep(count, .seconds)
    case UInt8(ascii: "M"): return try OCRATimeStep(count, .minutes)
    case UInt8(ascii: "H"): return try OCRATimeStep(count, .hours)
    default: throw .timeStep
    }
  }

  /// The number that one or two digits without a leading zero write.
  private static func number(_ text: Bytes) -> Int? {
    guard let first = text.first, text.count == 1 || (text.count == 2 && first != UInt8(ascii: "0")) else { return nil }
    var number = 0
    for byte in text {
      guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
      number = number * 10 + Int(byte - UInt8(ascii: "0"))
    }
    return number
  }

  /// All pieces between separators, empty ones too.
  private static func split(_ text: Bytes, at separator: UInt8) -> [Bytes] {
    var pieces: [Bytes] = []
    var start = text.startIndex
    for index in text.indices where text[index] == separator {
      pieces.append(text[start..<index])
      start = index + 1
    }
    pieces.append(text[start...])
    return pieces
  }

  private static func equal(_ text: Bytes, _ literal: StaticString) -> Bool {
    text.elementsEqual(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
  }
}
