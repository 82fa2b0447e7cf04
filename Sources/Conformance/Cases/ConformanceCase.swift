public import Cryptography

/// One case: what it tests, and how.
public struct ConformanceCase<Suite: SessionSuite> {
  /// Its id, which never changes.
  public let id: String
  /// What a device that passes does, in a sentence.
  public let title: String
  /// The requirements that it tests (`requirementsTested`).
  public var requirements: [String] { requirementsTested[id] ?? [] }

  /// Throws `TrialEnd` alone; the type is left out since closures of several statements cannot infer it.
  let body: (Trial<Suite>) throws -> Void

  init(_ id: String, _ title: String, _ body: @escaping (Trial<Suite>) throws -> Void) {
    self.id = id
    self.title = title
    self.body = body
  }

  /// All cases, in the order in which they disturb a device the least: first those that a plain conversation is enough
  /// for, then pairing, then what only a paired host may do; restarting, unpairing and erasing come last.
  public static var all: [ConformanceCase] {
    framing + greeting + messages + delivery + requests + state + keys + questions + sessions + pairing + paired + slots
      + pin + endings
  }
}
