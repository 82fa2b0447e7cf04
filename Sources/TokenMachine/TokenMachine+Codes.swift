internal import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

/// Codes, and the PIN before them.
extension TokenMachine where Hash: ~Copyable {
  mutating func press(slot number: Int, at now: Duration, unixTime: UInt64?, _ effects: inout [TokenEffect]) {
    switch prompt {
    // A token with a button and no keys says yes with it.
    case .confirm(let question, let typed) where question.numberDigits == 0:
      return answer(question, typed, with: .enter, at: now, &effects)
    case .challenge(let question): return respond(to: question, at: now, unixTime: unixTime, &effects)
    case .none, .confirm, .unlock, .compare: break
    }
    guard isUnlocked(at: now) else {
      if memory.pin?.triesLeft == 0 { return show("PIN blocked", until: now + Self.displayTime, &effects) }
      giveUp(.replaced, at: now, &effects)
      return askForPIN(.code(slot: number), at: now, &effects)
    }
    makeCode(slot: number, at: now, unixTime: unixTime, &effects)
  }

  private mutating func makeCode(
    slot number: Int, at now: Duration, unixTime: UInt64?, _ effects: inout [TokenEffect]
  ) {
    let until = now + Self.displayTime
    guard let slot = memory.slot(number), !unsettled.contains(number) else {
      return show("no key in this slot", until: until, &effects)
    }
    guard let parameters = slot.parameters else { return show("needs a question", until: until, &effects) }
    let factor: UInt64
    switch parameters.movingFactor {
    case .counter:
      guard slot.counter < .max else { return show("key used up", until: until, &effects) }
      factor = slot.counter
      memory.advance(slot: number)
      keep(&effects)
    case .time:
      guard let time = unixTime ?? clock.unixTime(at: now), let step = parameters.movingFactor.step(atUnixTime: time)
      else { return show("clock not set", until: until, &effects) }
      factor = step
    }
    var maker = OneTimePassword<Hash>(parameters, key: slot.key)
    let code = maker.digits(at: factor)
    show(code, until: until, &effects)
    stayUnlocked(at: now)
    report(.code(slot: UInt8(number), code), at: now, &effects)
  }

  // MARK: PIN

  func isUnlocked(at now: Duration) -> Bool {
    guard memory.pin != nil else { return true }
    return unlockedUntil.map { now < $0 } ?? false
  }

  mutating func stayUnlocked(at now: Duration) {
    if memory.pin != nil { unlockedUntil = now + Self.unlockedTime }
  }

  mutating func askForPIN(_ purpose: UnlockPurpose, at now: Duration, _ effects: inout [TokenEffect]) {
    prompt = .unlock(purpose, typed: .empty)
    show("PIN?", until: now + Self.promptTime, &effects)
  }

  mutating func typePIN(
    _ key: KeyCode, _ typed: SecretBytes, for purpose: UnlockPurpose, at now: Duration, unixTime: UInt64?,
    _ effects: inout [TokenEffect]
  ) {
    switch key {
    case .digit:
      guard typed.count < HostMessage.pinLength.upperBound else { break }
      let typed = typed.appending(key.byte)
      prompt = .unlock(purpose, typed: typed)
      showTyped(typed, masked: true, until: screenDeadline, &effects)
    case .clear where !typed.isEmpty: askForPIN(purpose, at: now, &effects)
    case .clear:
      giveUp(.no, at: now, &effects)
      darken(&effects)
    case .enter: tryPIN(typed, for: purpose, at: now, unixTime: unixTime, &effects)
    }
  }

  private mutating func tryPIN(
    _ typed: SecretBytes, for purpose: UnlockPurpose, at now: Duration, unixTime: UInt64?,
    _ effects: inout [TokenEffect]
  ) {
    guard let pin = memory.pin, pin.triesLeft > 0 else { return endPrompt(&effects) }
    // The try is spent before the digits are looked at: power that is cut in between gains nothing.
    memory.pin?.triesLeft -= 1
    keep(&effects)
    guard typed.matches(pin.digits) else {
      guard memory.pin?.triesLeft == 0 else {
        askForPIN(purpose, at: now, &effects)
        show("wrong PIN", until: screenDeadline, &effects)
        return
      }
      giveUp(.no, at: now, &effects)
      show("PIN blocked", until: now + Self.displayTime, &effects)
      reportStatus(at: now, &effects)
      return
    }
    memory.pin?.triesLeft = TokenPIN.tries
    keep(&effects)
    stayUnlocked(at: now)
    prompt = .none
    switch purpose {
    case .code(let slot): makeCode(slot: slot, at: now, unixTime: unixTime, &effects)
    case .challenge(let question): show(question, at: now, &effects)
    }
  }
}
