public import Cryptography

/// What a response is computed from, beside the key: what the suite names, no more and no less.
public struct OCRAInput: Sendable {
  /// The inputs that a suite may name or leave out.
  public enum Part: Sendable, Equatable, CaseIterable {
    case counter
    case pinHash
    case session
    case timeStep
  }

  /// The question.
  public var question: OCRAQuestion
  /// The counter (`C`).
  public var counter: UInt64?
  /// The digest of the PIN (`PH`), as many bytes as the suite's hash for it has.
  public var pinHash: SecretBytes?
  /// The description of the session (`Snnn`): 1 byte to the suite's length. A shorter one has zeros put before it, as
  /// RFC 6287's reference program has them.
  public var session: SecretBytes?
  /// The number of time steps since 1970 (`TG`): see `OCRATimeStep.step(atUnixTime:)`.
  public var timeStep: UInt64?

  /// Gathers the inputs; `OCRA` holds them against its suite.
  public init(
    question: OCRAQuestion, counter: UInt64? = nil, pinHash: SecretBytes? = nil, session: SecretBytes? = nil,
    timeStep: UInt64? = nil
  ) {
    self.question = question
    self.counter = counter
    self.pinHash = pinHash
    self.session = session
    self.timeStep = timeStep
  }
}
