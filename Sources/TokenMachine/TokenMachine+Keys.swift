internal import Cryptography
internal import WireProtocol

extension TokenMachine where Hash: ~Copyable {
  /// A key goes to whatever the token asks its person; where it asks nothing, the entry mode says what becomes of it.
  mutating func press(_ key: KeyCode, at now: Duration, unixTime: UInt64?, _ effects: inout [TokenEffect]) {
    switch prompt {
    case .none: enter(key, at: now, &effects)
    case .confirm(let question, let typed): answer(question, typed, with: key, at: now, &effects)
    case .challenge(let question):
      switch key {
      case .enter: respond(to: question, at: now, unixTime: unixTime, &effects)
      case .clear:
        giveUp(.no, at: now, &effects)
        darken(&effects)
      case .digit: break
      }
    case .unlock(let purpose, let typed):
      typePIN(key, typed, for: purpose, at: now, unixTime: unixTime, &effects)
    case .compare:
      switch key {
      case .enter: perform(link.takePersonsVerdict(true, at: now), now, &effects)
      case .clear: perform(link.takePersonsVerdict(false, at: now), now, &effects)
      case .digit: break
      }
    }
  }

  private mutating func enter(_ key: KeyCode, at now: Duration, _ effects: inout [TokenEffect]) {
    switch mode {
    case .off: break
    case .eachKey: report(.key(key), at: now, &effects)
    case .collect(let limit, let masked):
      switch key {
      case .clear: collect(.empty, masked: masked, at: now, &effects)
      case .enter:
        if collected.isEmpty { break }
        sendCollected(at: now, &effects)
      case .digit:
        guard collected.count < Int(EntryMode.mostDigits) else { break }
        collect(collected.appending(key.byte), masked: masked, at: now, &effects)
        if limit > 0, collected.count == Int(limit) { sendCollected(at: now, &effects) }
      }
    }
  }

  private mutating func collect(
    _ digits: SecretBytes, masked: Bool, at now: Duration, _ effects: inout [TokenEffect]
  ) {
    collected = digits
    entryDeadline = now + Self.promptTime
    if capabilities.contains(.display) { showTyped(digits, masked: masked, until: nil, &effects) }
  }

  /// Digits that were collected so far are void.
  mutating func forgetEntry() {
    collected = .empty
    entryDeadline = nil
  }

  private mutating func sendCollected(at now: Duration, _ effects: inout [TokenEffect]) {
    let digits = collected
    forgetEntry()
    darken(&effects)
    report(.entered(digits), at: now, &effects)
  }
}
