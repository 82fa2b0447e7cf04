/// A person who does at a keypad what a script says, each thing at its time.
public struct ScriptedPerson: Sendable {
  private var plans: [(due: Duration, act: PersonAct)] = []

  /// Makes a person who has nothing to do.
  public init() {}

  /// When the next thing is due, if there is one.
  public var nextDeadline: Duration? { plans.first?.due }

  /// Plans something; what is planned for the same time is done in the order of planning.
  public mutating func plan(_ act: PersonAct, at due: Duration) {
    let place = plans.firstIndex { $0.due > due } ?? plans.endIndex
    plans.insert((due, act), at: place)
  }

  /// Plans several things, one every `interval`, the first at `start`.
  public mutating func plan(_ acts: [PersonAct], from start: Duration, every interval: Duration) {
    for (index, act) in acts.enumerated() { plan(act, at: start + interval * index) }
  }

  /// Forgets what is still planned.
  public mutating func forget() { plans = [] }

  /// What is to be done by `now`, and is then done.
  public mutating func acts(dueAt now: Duration) -> [PersonAct] {
    let due = plans.prefix { $0.due <= now }.map(\.act)
    plans.removeFirst(due.count)
    return due
  }
}
