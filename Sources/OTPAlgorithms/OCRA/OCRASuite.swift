public import Cryptography

/// What an OCRA token computes and from what (RFC 6287 §6), such as `OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1`.
///
/// The text of the suite is itself hashed, so that two spellings are two suites. There is one spelling of each here,
/// the grammar's: upper case, the question's length in two digits, other numbers without leading zeros. So `QH8`, which
/// an example of §6.4 has, is refused.
public struct OCRASuite: Sendable, Hashable {
  /// Whether a response may have this many digits: 4 to 10, or 0 for a digest that is not truncated (§5.2).
  public static func isDigitCount(_ digits: Int) -> Bool { digits == 0 || (4...10).contains(digits) }

  /// The hash under the HMAC.
  public let algorithm: HashAlgorithm
  /// Digits of a response, 4 to 10; 0 where the whole digest is the response.
  public let digits: Int
  /// Whether a counter is hashed (`C`).
  public let hasCounter: Bool
  /// What questions look like (`QFxx`); every suite has one.
  public let question: OCRAQuestionFormat
  /// The hash of the PIN that is hashed (`PH`), where one is.
  public let pinHash: HashAlgorithm?
  /// The length of the session's description that is hashed (`Snnn`), where one is.
  public let session: OCRASessionLength?
  /// The size of the time steps whose number is hashed (`TG`), where time is.
  public let timeStep: OCRATimeStep?

  /// Takes a suite in range: 4 to 10 digits, or none.
  /// - Throws: `digits` alone.
  public init(
    algorithm: HashAlgorithm, digits: Int, hasCounter: Bool = false, question: OCRAQuestionFormat,
    pinHash: HashAlgorithm? = nil, session: OCRASessionLength? = nil, timeStep: OCRATimeStep? = nil
  ) throws(OCRASuiteError) {
    guard Self.isDigitCount(digits) else { throw .digits }
    self.algorithm = algorithm
    self.digits = digits
    self.hasCounter = hasCounter
    self.question = question
    self.pinHash = pinHash
    self.session = session
    self.timeStep = timeStep
  }

  /// The length of a response in bytes: its digits, or the whole digest.
  public var responseLength: Int { digits == 0 ? algorithm.digestSize : digits }
}
