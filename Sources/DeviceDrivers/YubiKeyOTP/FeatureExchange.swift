internal import Cryptography
internal import DeviceModel

/// One question to a YubiKey, from the first look at its feature report to the last part of the answer. It asks again
/// and again only while a question is open: the device has no other way to say that it is done.
///
/// Times are those of Yubico's own clients (ykcore.c, yubikit/core/otp.py). Every way through it ends.
struct FeatureExchange {
  /// How a question ends.
  enum Outcome {
    /// Nothing was asked; this is how the device stands.
    case status(YubiKeyStatus)
    /// The answer, without its CRC.
    case answered(SecretBytes)
    /// The device is idle and has said nothing: no such slot, or none of that kind.
    case refused
    case notTouched
    /// The answer's parts or its CRC are wrong, or the device does not let go of a report. It was told to give up.
    case damaged
    /// It does not answer at all; the text is for the operator.
    case unreachable(String)
  }

  private enum State {
    /// Looks whether the device is idle, since another program may have left half an answer behind.
    case preparing(told: Bool)
    /// Report `index` is written; the device must take it.
    case writing(index: Int)
    /// All is written; `idle` is since when the device looks as if nothing had been.
    case awaiting(idle: Duration?, touch: Bool)
    /// So many parts have come.
    case reading(parts: Int)
    /// The device was told to give up; `outcome` follows when it has.
    case aborting(outcome: Outcome)
  }

  /// Longest time for one report to be taken: the device writes its memory within 920 ms.
  static let writeLimit = Duration.milliseconds(1150)
  /// Longest time that a NEO needs after being plugged in.
  static let startLimit = Duration.seconds(5)
  /// How long a device may look idle before it counts as refusing: old ones do so before they begin.
  static let idleGrace = Duration.milliseconds(200)
  /// Longest time for the transport to bring a report.
  static let replyLimit = Duration.seconds(3)
  /// Pause after a request failed; an answer that comes in it belongs to nothing.
  static let settling = Duration.milliseconds(100)
  /// Requests of one question that may fail, and one.
  static let failureLimit = 5
  private static let slowestPace = Duration.milliseconds(50)
  private static let processingPace = Duration.milliseconds(20)
  private static let touchPace = Duration.milliseconds(100)

  private let command: OTPCommand?
  private var frame: OTPFrame?
  private let touchLimit: Duration

  private var state = State.preparing(told: false)
  private var stateDeadline: Duration
  private var pace = Duration.milliseconds(1)
  /// When the answer to a request must have come; nil where none is open.
  private var replyDeadline: Duration?
  /// When to ask again.
  private var pollTime: Duration?
  private var failures = 0
  /// Whether the device may not have heard that it is to give up.
  private var mustAbort = false
  private var answer: [UInt8] = []

  /// Set once the device waits for a touch; whoever tells it takes it.
  private(set) var touchIsWanted = false
  /// How it ended.
  private(set) var outcome: Outcome?

  /// Makes a question.
  /// - Parameters:
  ///   - command: what the frame asks; nil to ask for the status alone.
  ///   - touchLimit: how long a touch is waited for.
  init(_ command: OTPCommand?, frame: OTPFrame?, touchLimit: Duration = .zero, at now: Duration) {
    self.command = command
    self.frame = frame
    self.touchLimit = touchLimit
    stateDeadline = now + Self.writeLimit
    answer.reserveCapacity(32 * 7)
  }

  var nextDeadline: Duration? { outcome == nil ? replyDeadline ?? pollTime : nil }

  /// Asks for the first report.
  mutating func begin(at now: Duration) -> [DriverEffect] { ask(at: now) }

  /// Takes the time.
  mutating func timePassed(to now: Duration) -> [DriverEffect] {
    guard outcome == nil, let deadline = nextDeadline, now >= deadline else { return [] }
    if replyDeadline != nil {
      end(.unreachable("it did not answer within \(Self.replyLimit / .seconds(1)) s"))
      return []
    }
    return ask(at: now)
  }

  /// Takes a request's failure, of writing or of reading: which one, the transport does not say. What was under way is
  /// done again, as far as it may not have happened.
  mutating func failed(_ cause: String, at now: Duration) -> [DriverEffect] {
    guard outcome == nil else { return [] }
    failures += 1
    guard failures < Self.failureLimit else {
      end(.unreachable(cause))
      return []
    }
    replyDeadline = nil
    pollTime = now + Self.settling
    switch state {
    // The device clears its buffer at the first piece alone, so a piece that was not written costs all of them.
    case .preparing, .writing: enter(.preparing(told: false), for: Self.writeLimit, at: now)
    case .aborting: mustAbort = true
    case .awaiting, .reading: break
    }
    return []
  }

  /// Takes a feature report; one that was not asked for is dropped.
  mutating func received(_ report: [UInt8], at now: Duration) -> [DriverEffect] {
    guard outcome == nil, replyDeadline != nil else { return [] }
    replyDeadline = nil
    guard let kind = FeatureReport(report) else { return failed("its feature report is not a YubiKey's", at: now) }
    switch state {
    case .preparing(let told): return prepare(kind, told: told, at: now)
    case .writing(let index): return write(kind, report, index, at: now)
    case .awaiting(let idle, let touch): return wait(kind, report, idle: idle, touch: touch, at: now)
    case .reading(let parts): return read(kind, report, parts, at: now)
    case .aborting(let outcome):
      if case .idle = kind {
        end(outcome)
        return []
      }
      return askAgain(at: now, orElse: .unreachable("it does not come to rest"))
    }
  }

  /// Wipes what it holds of the question and the answer.
  mutating func wipe() {
    frame?.wipe()
    erase(&answer)
  }

  /// Says once that a touch is wanted.
  mutating func takeTouchIsWanted() -> Bool {
    defer { touchIsWanted = false }
    return touchIsWanted
  }
}

// MARK: The states

extension FeatureExchange {
  private mutating func prepare(_ report: FeatureReport, told: Bool, at now: Duration) -> [DriverEffect] {
    switch report {
    case .idle(let status):
      guard let frame else {
        end(.status(status))
        return []
      }
      return write(frame.reports[0], 0, at: now)
    case .startingUp:
      if !told { enter(.preparing(told: true), for: Self.startLimit, at: now) }
      return askAgain(at: now, orElse: .unreachable("it does not come to rest"))
    case .writePending: return askAgain(at: now, orElse: .unreachable("it does not come to rest"))
    case .part, .touchWanted:
      if told { return askAgain(at: now, orElse: .unreachable("it does not come to rest")) }
      enter(.preparing(told: true), for: Self.writeLimit, at: now)
      return [.setFeatureReport(OTPFrame.abort)] + ask(at: now)
    }
  }

  private mutating func write(_ bytes: [UInt8], _ index: Int, at now: Duration) -> [DriverEffect] {
    enter(.writing(index: index), for: Self.writeLimit, at: now)
    return [.setFeatureReport(bytes)] + ask(at: now)
  }

  private mutating func write(
    _ report: FeatureReport, _ raw: [UInt8], _ index: Int, at now: Duration
  ) -> [DriverEffect] {
    guard let frame else { return abort(.damaged, at: now) }
    let isLast = index == frame.reports.count - 1
    switch report {
    case .writePending, .startingUp: return askAgain(at: now, orElse: .damaged)
    case .idle where !isLast: return write(frame.reports[index + 1], index + 1, at: now)
    case .part where !isLast, .touchWanted where !isLast: return abort(.damaged, at: now)
    case .idle, .part, .touchWanted:
      enter(.awaiting(idle: nil, touch: false), for: Self.writeLimit, at: now)
      return wait(report, raw, idle: nil, touch: false, at: now)
    }
  }

  private mutating func wait(
    _ report: FeatureReport, _ raw: [UInt8], idle: Duration?, touch: Bool, at now: Duration
  ) -> [DriverEffect] {
    switch report {
    case .part:
      enter(.reading(parts: 0), for: Self.writeLimit, at: now)
      return read(report, raw, 0, at: now)
    case .touchWanted:
      if !touch {
        enter(.awaiting(idle: nil, touch: true), for: touchLimit, at: now)
        touchIsWanted = true
      }
      guard now < stateDeadline else { return abort(.notTouched, at: now) }
      pollTime = now + Self.touchPace
      return []
    case .writePending, .startingUp:
      // A touch that came has the device compute for a moment.
      guard now < stateDeadline else { return abort(.damaged, at: now) }
      pollTime = now + Self.processingPace
      return []
    case .idle:
      if touch {
        end(.notTouched)
        return []
      }
      let since = idle ?? now
      guard now < since + Self.idleGrace else {
        end(.refused)
        return []
      }
      enter(.awaiting(idle: since, touch: false), until: stateDeadline)
      pollTime = now + Self.processingPace
      return []
    }
  }

  private mutating func read(
    _ report: FeatureReport, _ raw: [UInt8], _ parts: Int, at now: Duration
  ) -> [DriverEffect] {
    guard case .part(let number) = report else { return abort(.damaged, at: now) }
    if number == 0, parts > 0 {
      guard let secret = checkedAnswer(parts: parts) else { return abort(.damaged, at: now) }
      // The device comes to rest when it is told that the end was seen.
      return abort(.answered(secret), at: now)
    }
    guard Int(number) == parts else { return abort(.damaged, at: now) }
    answer += raw[..<7]
    enter(.reading(parts: parts + 1), until: stateDeadline)
    return ask(at: now)
  }

  /// The answer without its CRC and what fills the last part up; nil where it does not prove itself.
  private func checkedAnswer(parts: Int) -> SecretBytes? {
    guard let command, let first = answer.first else { return nil }
    let length = command.answerLength ?? (1 + Int(first))
    guard parts == (length + 2 + 6) / 7, FrameCheck.crc(answer[..<(length + 2)]) == FrameCheck.residue else {
      return nil
    }
    return SecretBytes(copying: answer[..<length])
  }
}

// MARK: Asking

extension FeatureExchange {
  private mutating func enter(_ next: State, for limit: Duration, at now: Duration) {
    pace = .milliseconds(1)
    enter(next, until: now + limit)
  }

  private mutating func enter(_ next: State, until deadline: Duration) {
    state = next
    stateDeadline = deadline
  }

  private mutating func ask(at now: Duration) -> [DriverEffect] {
    pollTime = nil
    replyDeadline = now + Self.replyLimit
    if mustAbort {
      mustAbort = false
      return [.setFeatureReport(OTPFrame.abort), .getFeatureReport(length: FeatureReport.length)]
    }
    return [.getFeatureReport(length: FeatureReport.length)]
  }

  /// Asks again after a while that grows, as long as the state's time lasts.
  private mutating func askAgain(at now: Duration, orElse failure: Outcome) -> [DriverEffect] {
    guard now < stateDeadline else {
      if case .damaged = failure { return abort(failure, at: now) }
      end(failure)
      return []
    }
    pace = min(pace * 2, Self.slowestPace)
    pollTime = now + pace
    return []
  }

  /// Has the device give up, and ends when it has.
  private mutating func abort(_ outcome: Outcome, at now: Duration) -> [DriverEffect] {
    enter(.aborting(outcome: outcome), for: Self.writeLimit, at: now)
    return [.setFeatureReport(OTPFrame.abort)] + ask(at: now)
  }

  private mutating func end(_ outcome: Outcome) {
    self.outcome = outcome
    replyDeadline = nil
    pollTime = nil
    wipe()
  }
}
