internal import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

/// Questions from the host to the person: Yes or No, and OCRA.
extension TokenMachine where Hash: ~Copyable {
  mutating func ask(_ question: ConfirmRequest, at now: Duration, _ effects: inout [TokenEffect]) {
    giveUp(.replaced, at: now, &effects)
    prompt = .confirm(question, typed: .empty)
    show(
      SecretBytes(copying: question.text.utf8), until: now + .seconds(Int(question.seconds)), &effects)
    if let ways = signalWays { effects.append(.signal(.attention, ways)) }
  }

  mutating func cancel(request: UInt8, at now: Duration, _ effects: inout [TokenEffect]) {
    guard pendingRequest == request else { return }
    giveUp(.replaced, at: now, &effects)
    darken(&effects)
  }

  mutating func answer(
    _ question: ConfirmRequest, _ typed: SecretBytes, with key: KeyCode, at now: Duration,
    _ effects: inout [TokenEffect]
  ) {
    switch key {
    case .digit:
      guard typed.count < Int(question.numberDigits) else { break }
      let typed = typed.appending(key.byte)
      prompt = .confirm(question, typed: typed)
      showTyped(typed, masked: false, until: screenDeadline, &effects)
    case .clear where !typed.isEmpty:
      prompt = .confirm(question, typed: .empty)
      show(SecretBytes(copying: question.text.utf8), until: screenDeadline, &effects)
    case .clear:
      giveUp(.no, at: now, &effects)
      darken(&effects)
    case .enter:
      // Yes counts only with the whole number: half of one is a slip, not an answer.
      guard typed.count == Int(question.numberDigits) else { break }
      endPrompt(&effects)
      report(.confirmed(request: question.request, .yes(number: typed)), at: now, &effects)
    }
  }

  mutating func ask(
    _ question: ChallengeRequest, about: UInt8, at now: Duration, unixTime: UInt64?, _ effects: inout [TokenEffect]
  ) {
    guard let slot = memory.slot(Int(question.slot)), !unsettled.contains(slot.number),
      case .challengeResponse(let suite) = slot.function
    else { return refuse(.noSlot, about, at: now, &effects) }
    if suite.timeStep != nil, unixTime ?? clock.unixTime(at: now) == nil {
      return refuse(.clockNotSet, about, at: now, &effects)
    }
    if suite.hasCounter, slot.counter == .max { return refuse(.usedUp, about, at: now, &effects) }
    guard (try? OCRAQuestion(question.question.withBytes { Array($0) }).encoded(as: suite.question)) != nil else {
      return refuse(.badMessage, about, at: now, &effects)
    }
    guard memory.pin?.triesLeft != 0 else { return refuse(.blocked, about, at: now, &effects) }
    giveUp(.replaced, at: now, &effects)
    perform(link.answer(.done(about: about), at: now), now, &effects)
    if isUnlocked(at: now) {
      show(question, at: now, &effects)
    } else {
      askForPIN(.challenge(question), at: now, &effects)
    }
  }

  mutating func show(_ question: ChallengeRequest, at now: Duration, _ effects: inout [TokenEffect]) {
    prompt = .challenge(question)
    show(question.question, until: now + Self.promptTime, &effects)
  }

  /// The person said yes to an OCRA question.
  mutating func respond(
    to question: ChallengeRequest, at now: Duration, unixTime: UInt64?, _ effects: inout [TokenEffect]
  ) {
    prompt = .none
    guard let slot = memory.slot(Int(question.slot)), case .challengeResponse(let suite) = slot.function,
      !suite.hasCounter || slot.counter < .max
    else { return fail("key used up", question, at: now, &effects) }
    let time = unixTime ?? clock.unixTime(at: now)
    let step = suite.timeStep.flatMap { step in time.map { step.step(atUnixTime: $0) } }
    guard suite.timeStep == nil || step != nil else { return fail("clock not set", question, at: now, &effects) }
    if suite.hasCounter {
      memory.advance(slot: slot.number)
      keep(&effects)
    }
    var maker = OCRA<Hash>(suite, key: slot.key)
    let input = OCRAInput(
      question: OCRAQuestion(question.question.withBytes { Array($0) }),
      counter: suite.hasCounter ? slot.counter : nil, timeStep: step)
    guard let code = try? maker.response(to: input) else { return fail("no answer", question, at: now, &effects) }
    show(code, until: now + Self.displayTime, &effects)
    stayUnlocked(at: now)
    report(.response(request: question.request, code), at: now, &effects)
  }

  private mutating func fail(
    _ reason: StaticString, _ question: ChallengeRequest, at now: Duration, _ effects: inout [TokenEffect]
  ) {
    show(reason, until: now + Self.displayTime, &effects)
    report(.confirmed(request: question.request, .no), at: now, &effects)
  }

  /// Ends the host's question, if there is one, with an answer that is none.
  mutating func giveUp(_ answer: ConfirmAnswer, at now: Duration, _ effects: inout [TokenEffect]) {
    let request = pendingRequest
    if case .compare = prompt {
      // Nobody said that the numbers are equal, so they are not.
      perform(link.takePersonsVerdict(false, at: now), now, &effects)
    }
    prompt = .none
    forgetEntry()
    if let request { report(.confirmed(request: request, answer), at: now, &effects) }
  }

  /// The number of the host's question that is being asked.
  private var pendingRequest: UInt8? {
    switch prompt {
    case .confirm(let question, _): question.request
    case .challenge(let question), .unlock(.challenge(let question), _): question.request
    case .none, .unlock, .compare: nil
    }
  }

  /// How this token can draw attention, if it can.
  private var signalWays: FeedbackWays? {
    var ways: FeedbackWays = []
    if capabilities.contains(.feedback) { ways.insert(.light) }
    if capabilities.contains(.sound) { ways.insert(.sound) }
    return ways.isEmpty ? nil : ways
  }
}
