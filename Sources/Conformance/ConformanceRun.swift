public import Cryptography

/// The specification's cases, one after the other, against whatever is at the other end of a line.
///
///     var run = ConformanceRun<SodiumSuite>(Bench(line: line, person: person, random: KernelRandom(), mayErase: false))
///     while let finding = run.next() { … }
public struct ConformanceRun<Suite: SessionSuite> {
  private let bench: Bench<Suite>
  private var waiting: ArraySlice<ConformanceCase<Suite>>

  /// Why the run ended before its last case, if it did.
  public private(set) var failure: LineFailure?

  /// The case that `next` examines.
  public var upcoming: ConformanceCase<Suite>? { waiting.first }

  /// Plans a run.
  /// - Parameter cases: in the order of `ConformanceCase.all`.
  public init(_ bench: Bench<Suite>, cases: [ConformanceCase<Suite>] = ConformanceCase.all) {
    self.bench = bench
    waiting = cases[...]
  }

  /// Examines the device by the next case.
  /// - Returns: nil after the last one, or when the line broke (`failure`).
  public mutating func next() -> Finding? {
    guard failure == nil, let item = waiting.popFirst() else { return nil }
    let trial = Trial(bench)
    let start = bench.line.now
    var verdict = Verdict.pass
    var reason: String?
    do {
      try item.body(trial)
    } catch {
      switch error as? TrialEnd ?? .failed("\(error)") {
      case .failed(let words): (verdict, reason) = (.fail, words)
      case .notApplicable(let words): (verdict, reason) = (.notApplicable, words)
      case .needsPerson(let words): (verdict, reason) = (.needsPerson, words)
      case .lineLost(let failure):
        self.failure = failure
        (verdict, reason) = (.fail, failure.cause)
      }
    }
    return Finding(
      id: item.id, title: item.title, requirements: item.requirements, verdict: verdict, reason: reason,
      transcript: trial.transcript.text, duration: bench.line.now - start)
  }

  /// Examines the device by all cases that are left.
  public mutating func finish() -> [Finding] {
    var findings: [Finding] = []
    while let finding = next() { findings.append(finding) }
    return findings
  }
}
