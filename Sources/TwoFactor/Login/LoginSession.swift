public import Cryptography

/// One login of one account, from the request to the decision: waits for a whole code, has its try counted, looks at
/// it, and has the store accept it.
///
/// It fails closed: whatever the store does not confirm in time is refused. Everything that comes after the decision
/// is ignored, late answers of the store included.
public struct LoginSession<Hash: KeyedHash & ~Copyable>: Sendable {
  /// How long one answer of the store is awaited.
  public static var storeLimit: Duration { .seconds(10) }

  /// Who wants in.
  public let account: AccountName
  /// The seat whose device may give the code; nil where only a client does.
  public let seat: String?

  private let timeout: Duration
  private let verifier: CodeVerifier<Hash>
  private var state: LoginState

  /// Makes a login that has not begun.
  /// - Parameters:
  ///   - code: a whole code typed in the client; the login then waits for no other.
  ///   - timeout: how long a code is awaited; nil for the policy's time.
  public init(account: AccountName, seat: String?, code: SecretBytes?, timeout: Duration?, policy: LoginPolicy) {
    self.account = account
    self.seat = seat
    self.timeout = timeout ?? policy.timeout
    verifier = CodeVerifier(policy: policy)
    state = .created(CreatedLogin(code: code))
  }

  /// When `handle(.deadline)` is wanted, in monotonic time; nil before the beginning and after the end.
  public var nextDeadline: Duration? { state.deadline }

  /// How it ended; nil while it is open.
  public var outcome: LoginOutcome? {
    if case .decided(let outcome) = state { outcome } else { nil }
  }

  /// Begins: asks for the account. Done once; later calls do nothing.
  public mutating func begin(at now: LoginInstant) -> [LoginEffect] {
    guard case .created(let created) = state else { return [] }
    state = .findingAccount(
      FindingAccount(
        code: created.code, codeDeadline: now.monotonic + timeout, deadline: now.monotonic + Self.storeLimit))
    return [.store(.findAccount(account))]
  }

  /// Takes what happened and returns what is to be done, in this order. An event at or after `nextDeadline` comes too
  /// late, whatever it is.
  public mutating func handle(_ event: LoginEvent, at now: LoginInstant) -> [LoginEffect] {
    if let deadline = nextDeadline, now.monotonic >= deadline { return runOut(at: now) }
    switch state {
    case .created, .decided: return []
    case .findingAccount(let finding): return handle(event, finding, at: now)
    case .awaitingCode(let awaiting): return handle(event, awaiting, at: now)
    case .countingTry(let counting): return handle(event, counting, at: now)
    case .accepting(let accepting): return handle(event, accepting, at: now)
    }
  }
}

// MARK: Finding the account

extension LoginSession where Hash: ~Copyable {
  /// Keys pressed before the login waits are nobody's, and are dropped.
  private mutating func handle(
    _ event: LoginEvent, _ finding: FindingAccount, at now: LoginInstant
  ) -> [LoginEffect] {
    switch event {
    case .cancelled: return decide(.refused(.cancelled), at: now)
    case .stored(.failure(.noAccount)): return decide(.refused(.noAccount), at: now)
    case .stored(.failure(let failure)): return decide(.error(StoreErrand.findAccount.reason(failure)), at: now)
    case .stored(.success(.account(let summary))):
      guard !summary.digits.isEmpty else { return decide(.refused(.noToken), at: now) }
      if let code = finding.code { return submit(code, from: .typed, at: now) }
      state = .awaitingCode(
        AwaitingCode(fragment: nil, digitCounts: summary.digits, deadline: finding.codeDeadline))
      return [.waiting]
    case .stored(.success): return decide(.error(StoreErrand.findAccount.reasonForNonsense), at: now)
    case .digit, .enter, .cleared, .code, .foreignCode, .deadline: return []
    }
  }
}

// MARK: Collecting the code

extension LoginSession where Hash: ~Copyable {
  private mutating func handle(_ event: LoginEvent, _ awaiting: AwaitingCode, at now: LoginInstant) -> [LoginEffect] {
    switch event {
    case .digit(let digit, let origin):
      guard digit <= 9 else { return [] }
      var awaiting = awaiting
      awaiting.press(digit, from: origin)
      if let fragment = awaiting.fragment, awaiting.isWhole {
        return [.keyPressed] + submit(fragment.digits, from: fragment.origin, at: now)
      }
      state = .awaitingCode(awaiting)
      return [.keyPressed]
    case .enter(let origin):
      guard let fragment = awaiting.fragment, fragment.origin == origin else { return [] }
      return submit(fragment.digits, from: origin, at: now)
    case .cleared(let origin):
      guard awaiting.fragment?.origin == origin else { return [] }
      var awaiting = awaiting
      awaiting.fragment = nil
      state = .awaitingCode(awaiting)
      return []
    case .code(let code, let origin): return submit(code, from: origin, at: now)
    case .foreignCode(let origin):
      return decide(.refused(verifier.admits(origin) ? .noSuchToken : .emulated), from: origin, at: now)
    case .cancelled: return decide(.refused(.cancelled), at: now)
    case .stored, .deadline: return []
    }
  }

  /// A whole code: its try is counted before it is looked at, whatever its length.
  private mutating func submit(_ code: SecretBytes, from origin: CodeOrigin, at now: LoginInstant) -> [LoginEffect] {
    guard verifier.admits(origin) else { return decide(.refused(.emulated), from: origin, at: now) }
    state = .countingTry(
      CountingTry(code: code, origin: origin, arrived: now.wallClock, deadline: now.monotonic + Self.storeLimit))
    return [.store(.beginAttempt(account, verifier.policy.limits, at: now.wallClock))]
  }
}

// MARK: Deciding it

extension LoginSession where Hash: ~Copyable {
  private mutating func handle(_ event: LoginEvent, _ counting: CountingTry, at now: LoginInstant) -> [LoginEffect] {
    let origin = counting.origin
    switch event {
    case .stored(.success(.attempt(let attempt))): return verify(counting, attempt, at: now)
    case .stored(.success(.locked(let end))):
      return decide(.refused(.locked(for: max(end - now.wallClock, .zero))), from: origin, at: now)
    case .stored(.success):
      return decide(.error(StoreErrand.countTry.reasonForNonsense), from: origin, at: now)
    case .stored(.failure(.noAccount)): return decide(.refused(.noAccount), from: origin, at: now)
    case .stored(.failure(let failure)):
      return decide(.error(StoreErrand.countTry.reason(failure)), from: origin, at: now)
    case .cancelled: return decide(.refused(.cancelled), from: origin, at: now)
    case .digit, .enter, .cleared, .code, .foreignCode, .deadline: return []
    }
  }

  private mutating func verify(_ counting: CountingTry, _ attempt: Attempt, at now: LoginInstant) -> [LoginEffect] {
    let origin = counting.origin
    guard !attempt.tokens.isEmpty else { return decide(.refused(.noToken), from: origin, at: now) }
    let verdict = verifier.verdict(
      on: counting.code, from: origin, against: attempt.tokens, at: counting.arrived)
    switch verdict {
    case .match(let token, let counter):
      state = .accepting(
        AcceptingCode(
          origin: origin, triesLeft: attempt.triesLeft, deadline: now.monotonic + Self.storeLimit))
      return [.store(.accept(token: token, counter: counter, record(.accepted, from: origin, at: now)))]
    case .used: return decide(.refused(.usedCode(triesLeft: attempt.triesLeft)), from: origin, at: now)
    case .wrong: return decide(.refused(.wrongCode(triesLeft: attempt.triesLeft)), from: origin, at: now)
    case .emulatedRefused: return decide(.refused(.emulated), from: origin, at: now)
    case .clockSteppedBack: return decide(.refused(.clockSteppedBack), from: origin, at: now)
    }
  }

  /// A client that leaves now is too late: the decision is being written, and the record has to agree with it.
  private mutating func handle(
    _ event: LoginEvent, _ accepting: AcceptingCode, at now: LoginInstant
  ) -> [LoginEffect] {
    let origin = accepting.origin
    switch event {
    case .stored(.success(.accepted(true))):
      // The acceptance and its record were one transaction.
      state = .decided(.accepted)
      return [.decided(.accepted)]
    case .stored(.success(.accepted(false))):
      return decide(.refused(.usedCode(triesLeft: accepting.triesLeft)), from: origin, at: now)
    case .stored(.success):
      return decide(.error(StoreErrand.recordCode.reasonForNonsense), from: origin, at: now)
    case .stored(.failure(let failure)):
      return decide(.error(StoreErrand.recordCode.reason(failure)), from: origin, at: now)
    case .digit, .enter, .cleared, .code, .foreignCode, .cancelled, .deadline: return []
    }
  }

  /// The state's deadline has come.
  private mutating func runOut(at now: LoginInstant) -> [LoginEffect] {
    switch state {
    case .created, .decided: return []
    case .awaitingCode: return decide(.expired, at: now)
    case .findingAccount: return decide(.error(StoreErrand.findAccount.reasonForSilence(of: Self.storeLimit)), at: now)
    case .countingTry(let counting):
      let reason = StoreErrand.countTry.reasonForSilence(of: Self.storeLimit)
      return decide(.error(reason), from: counting.origin, at: now)
    case .accepting(let accepting):
      let reason = StoreErrand.recordCode.reasonForSilence(of: Self.storeLimit)
      return decide(.error(reason), from: accepting.origin, at: now)
    }
  }

  /// Ends without an acceptance. The record is asked for even when the store is in trouble: it may still take it.
  private mutating func decide(
    _ outcome: LoginOutcome, from origin: CodeOrigin? = nil, at now: LoginInstant
  ) -> [LoginEffect] {
    state = .decided(outcome)
    return [.store(.record(record(outcome, from: origin, at: now))), .decided(outcome)]
  }

  private func record(_ outcome: LoginOutcome, from origin: CodeOrigin?, at now: LoginInstant) -> LoginRecord {
    LoginRecord(account: account, seat: seat, origin: origin, outcome: outcome, at: now.wallClock)
  }
}
