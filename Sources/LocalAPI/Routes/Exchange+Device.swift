import Cryptography
import DeviceModel
import OTPAlgorithms

/// What routes about a device read of a request's path and body.
extension Exchange {
  /// The longest text for a display that is looked at; a device shows what fits.
  private static let longestText = 200

  /// A call whose body has no members.
  func plain<Call>(_ call: Call) throws(HTTPProblem) -> Call {
    try JSONFields(body).finish()
    return call
  }

  /// The slot named in the path.
  func slotInPath() throws(HTTPProblem) -> Int {
    guard let text = parameters["slot"], let slot = Int(text), Self.slots.contains(slot) else {
      throw .badRequest("bad_slot", "A slot is a number from \(Self.slots.lowerBound) to \(Self.slots.upperBound).")
    }
    return slot
  }

  /// Slot numbers that a device can have.
  static var slots: ClosedRange<Int> { 0...31 }

  /// The body of `POST …/confirm`.
  func confirmation() throws(HTTPProblem) -> DeviceCall {
    let fields = try JSONFields(body)
    let text = try fields.text("text")
    let number = try fields.secret("number")
    let seconds = try fields.integer("seconds", in: 1...255)
    try fields.finish()
    guard let text else { throw Self.missing("text") }
    if let number, !number.isDigits(1...6) {
      throw .badRequest("bad_number", "The member 'number' is to have 1 to 6 digits.")
    }
    return .confirm(try Self.shown(text), number: number, seconds: Int(seconds ?? 60))
  }

  /// The body of `POST …/challenge`.
  func challenge() throws(HTTPProblem) -> DeviceRequest {
    let fields = try JSONFields(body)
    let slot = try fields.integer("slot", in: 0...Int64(Self.slots.upperBound))
    let question = try fields.secret("question")
    try fields.finish()
    guard let slot else { throw Self.missing("slot") }
    guard let question else { throw Self.missing("question") }
    guard (4...64).contains(question.count) else {
      throw .badRequest("bad_question", "The member 'question' is to have 4 to 64 characters.")
    }
    return .challenge(slot: Int(slot), question: question)
  }

  /// The body of `POST …/show`.
  func textToShow() throws(HTTPProblem) -> String {
    let fields = try JSONFields(body)
    let text = try fields.text("text")
    try fields.finish()
    guard let text else { throw Self.missing("text") }
    return try Self.shown(text)
  }

  /// The body of `POST …/feedback`.
  func feedback() throws(HTTPProblem) -> DeviceCommand.Feedback {
    let fields = try JSONFields(body)
    let signal = try fields.text("signal")
    try fields.finish()
    switch signal {
    case "accepted": return .accepted
    case "refused": return .refused
    case nil: throw Self.missing("signal")
    default: throw .badRequest("bad_signal", "The member 'signal' is to be 'accepted' or 'refused'.")
    }
  }

  /// The path and body of `PUT …/slots/{slot}`: as for a token with its key, or with `suite` for challenges.
  func slotToWrite() throws(HTTPProblem) -> DeviceRequest {
    let number = try slotInPath()
    let fields = try JSONFields(body)
    if let suite = try fields.text("suite") {
      let key = try fields.secret("key")
      let label = try fields.text("label")
      let counter = try fields.integer("counter", in: 0...Int64.max)
      try fields.finish()
      guard let key else { throw Self.missing("key") }
      return try Self.challengeSlot(number, suite, try EnrolmentRequest.decoded(key), label ?? "", counter ?? 0)
    }
    let order = try EnrolmentRequest(body)
    guard case .key(let key) = order.source else {
      throw .badRequest("missing_member", "One of the members 'key' and 'uri' is missing.")
    }
    guard let slot = DeviceSlot(number, order.parameters, counter: order.counter, label: order.label) else {
      throw .badRequest("bad_slot", "No device counts its time steps from another moment than 1970.")
    }
    return .writeSlot(slot, key: key)
  }

  private static func challengeSlot(
    _ number: Int, _ text: String, _ key: SecretBytes, _ label: String, _ counter: Int64
  ) throws(HTTPProblem) -> DeviceRequest {
    let suite: OCRASuite
    do {
      suite = try OCRASuite(parsing: text.utf8)
    } catch {
      throw .badRequest("bad_suite", "The member 'suite' is none of RFC 6287 that is taken here: \(error).")
    }
    try EnrolmentRequest.check(label)
    return .writeSlot(
      DeviceSlot(
        number: number, kind: .ocra(suite: text, counter: UInt64(counter)), algorithm: suite.algorithm,
        digits: suite.digits, label: label),
      key: key)
  }

  /// The body of `PUT …/clock`: `time` in seconds since 1970; without it, the daemon's own time.
  func time() throws(HTTPProblem) -> Duration? {
    let fields = try JSONFields(body)
    let time = try fields.integer("time", in: 0...4_102_444_800)
    try fields.finish()
    return time.map { .seconds($0) }
  }

  /// The body of `PUT …/pin`; an empty one takes the PIN away.
  func pin() throws(HTTPProblem) -> SecretBytes {
    let fields = try JSONFields(body)
    let pin = try fields.secret("pin")
    try fields.finish()
    guard let pin else { throw Self.missing("pin") }
    guard pin.isEmpty || pin.isDigits(4...12) else {
      throw .badRequest("bad_pin", "A device's PIN has 4 to 12 digits; an empty one takes it away.")
    }
    return pin
  }

  /// The body of `POST …/pairing/verdict`.
  func verdict() throws(HTTPProblem) -> Bool {
    let fields = try JSONFields(body)
    let word = try fields.text("number")
    try fields.finish()
    switch word {
    case "same": return true
    case "different": return false
    case nil: throw Self.missing("number")
    default: throw .badRequest("bad_verdict", "The member 'number' is to be 'same' or 'different'.")
    }
  }

  /// The body of `POST …/unpair`.
  func onlyHere() throws(HTTPProblem) -> Bool {
    let fields = try JSONFields(body)
    let isOnlyHere = try fields.flag("only_here")
    try fields.finish()
    return isOnlyHere
  }

  private static func shown(_ text: String) throws(HTTPProblem) -> String {
    guard text.utf8.count <= longestText, text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw .badRequest("bad_text", "The text has up to \(longestText) bytes, none of them a control character.")
    }
    return text
  }
}

extension SecretBytes {
  /// Whether it is so many ASCII digits.
  fileprivate func isDigits(_ count: ClosedRange<Int>) -> Bool {
    count.contains(self.count)
      && withBytes { $0.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) } }
  }
}
