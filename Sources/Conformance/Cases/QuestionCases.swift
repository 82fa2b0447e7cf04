internal import Cryptography
internal import WireProtocol

/// Questions to the person that Yes or No answers.
extension ConformanceCase {
  private static func ask(
    _ request: UInt8, digits: UInt8 = 0, seconds: UInt8 = 100, _ trial: Trial<Suite>
  ) throws(TrialEnd) {
    let text = PrintableText(clipping: "Keyport test \(request)?".utf8, limit: 40)
    try trial.requireDone(
      .confirm(ConfirmRequest(request: request, numberDigits: digits, seconds: seconds, text: text)))
  }

  private static func expectAnswer(
    _ request: UInt8, within time: Duration, _ trial: Trial<Suite>
  ) throws(TrialEnd) -> ConfirmAnswer {
    for (index, heard) in trial.overheard.enumerated() {
      guard case .confirmed(request: request, let answer) = heard.message else { continue }
      trial.overheard.remove(at: index)
      return answer
    }
    return try trial.expect("the answer to question \(request)", within: time) { heard in
      if case .confirmed(request: request, let answer) = heard.message { answer } else { nil }
    }
  }

  private static func require(
    _ answer: ConfirmAnswer, _ wanted: UInt8, _ words: String, _ trial: Trial<Suite>
  ) throws(TrialEnd) {
    try trial.require(answer.rawValue == wanted, "the answer is \(answer.rawValue), not \(words)")
  }

  private static func begin(_ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.greetPlain()
    try trial.need(.confirm)
  }

  static var questions: [ConformanceCase] {
    [
      ConformanceCase("confirm-timed-out", "A question that nobody answers in time is told as such") { trial in
        try begin(trial)
        try ask(1, seconds: 1, trial)
        try require(expectAnswer(1, within: .seconds(4), trial), 3, "timedOut", trial)
      },
      ConformanceCase("confirm-cancelled", "A question taken back is answered with replaced") { trial in
        try begin(trial)
        try ask(2, trial)
        try trial.requireDone(.cancelConfirm(request: 77))
        try trial.requireDone(.cancelConfirm(request: 2))
        try require(expectAnswer(2, within: .seconds(2), trial), 4, "replaced", trial)
      },
      ConformanceCase("confirm-replaced", "A second question takes the first one's place") { trial in
        try begin(trial)
        try ask(3, trial)
        try ask(4, seconds: 1, trial)
        try require(expectAnswer(3, within: .seconds(2), trial), 4, "replaced", trial)
        try require(expectAnswer(4, within: .seconds(4), trial), 3, "timedOut", trial)
      },
      ConformanceCase("confirm-yes", "Enter says Yes") { trial in
        try begin(trial)
        try ask(5, trial)
        try trial.ask(.press([.enter]))
        try require(expectAnswer(5, within: trial.bench.person.patience, trial), 1, "Yes", trial)
      },
      ConformanceCase("confirm-no", "Clear says No") { trial in
        try begin(trial)
        try ask(6, trial)
        try trial.ask(.press([.clear]))
        try require(expectAnswer(6, within: trial.bench.person.patience, trial), 2, "No", trial)
      },
      ConformanceCase("confirm-number", "Yes with a number carries its digits, which travel in no other way") { trial in
        try begin(trial)
        try trial.need(.keys)
        try ask(7, digits: 2, trial)
        try trial.ask(.press([.digit(4), .enter, .digit(2), .enter]))
        let answer = try expectAnswer(7, within: trial.bench.person.patience, trial)
        guard case .yes(let number) = answer else { throw trial.fail("the answer is \(answer.rawValue), not Yes") }
        try trial.require(number.matches(SecretBytes(copying: "42".utf8)), "another number came than was to be typed")
        for heard in trial.overheard {
          if case .key = heard.message { throw trial.fail("a key of the answer travelled as a key") }
        }
      },
    ]
  }
}
