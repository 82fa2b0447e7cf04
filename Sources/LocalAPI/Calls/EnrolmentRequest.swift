public import Cryptography
public import OTPAlgorithms

/// A token to register. In JSON: at most one of `key`, `uri`, `stand_in: true` and `device`; with none, the daemon makes
/// the key. Beside `uri`: `label` alone; beside the others: `label`, `algorithm`, `digits`, and `period` or `counter`;
/// beside `device`: `slot` too.
public struct EnrolmentRequest: Sendable {
  /// Where the key comes from.
  public enum Source: Sendable {
    /// The client gives it.
    case key(SecretBytes)
    /// The daemon draws it at random, and the answer's URI carries it out, once.
    case generated
    /// The daemon draws it and writes it into the stand-in token; it is never shown.
    case standIn
    /// The daemon draws it and writes it into a paired device, into this slot or the first that is free; it is never
    /// shown.
    case device(String, slot: Int?)
  }

  /// Where the key comes from.
  public var source: Source
  /// The owner's words for it; empty for none.
  public var label: String
  /// How its codes are made.
  public var parameters: OTPParameters
  /// The first counter, for counter-based tokens.
  public var counter: UInt64

  /// Makes a request.
  public init(source: Source, label: String, parameters: OTPParameters, counter: UInt64) {
    self.source = source
    self.label = label
    self.parameters = parameters
    self.counter = counter
  }
}
