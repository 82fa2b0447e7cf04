/// Why a text is no OCRA suite, or values make none.
public enum OCRASuiteError: Error, Equatable, CustomStringConvertible {
  /// Not three parts with colons between them.
  case parts
  /// The first part is not `OCRA-1`.
  case version
  /// The second part does not begin with `HOTP-SHA1-`, `HOTP-SHA256-` or `HOTP-SHA512-`.
  case algorithm
  /// The number of digits is neither 0 nor from 4 to 10, or has leading zeros.
  case digits
  /// There is no `Q` after the counter, or where the counter would be.
  case missingQuestion
  /// The letter after `Q` is none of `A`, `N` and `H`.
  case questionFormat
  /// The question's length is not from 04 to 64 in two digits.
  case questionLength
  /// What follows `P` is none of `SHA1`, `SHA256` and `SHA512`.
  case pinHash
  /// What follows `S` is none of `064`, `128`, `256` and `512`.
  case sessionLength
  /// What follows `T` is not 1 to 59 and `S` or `M`, nor 1 to 48 and `H`. The grammar's `0H` would be no time at all.
  case timeStep
  /// An input that is there twice, or after one that it stands before: the order is C, Q, P, S, T.
  case order
  /// An input that none of C, Q, P, S and T begins, or nothing between two hyphens.
  case unknownInput

  /// One line for the user.
  public var description: String {
    switch self {
    case .parts: "an OCRA suite has three parts with colons between them, as OCRA-1:HOTP-SHA1-6:QN08"
    case .version: "the suite does not begin with OCRA-1"
    case .algorithm: "the suite's second part begins with none of HOTP-SHA1-, HOTP-SHA256- and HOTP-SHA512-"
    case .digits: "the suite's number of digits is neither 0 nor from 4 to 10"
    case .missingQuestion: "the suite has no question (Q) at its front or after the counter (C)"
    case .questionFormat: "the letter after Q in the suite is none of A, N and H"
    case .questionLength: "the question's length in the suite is not from 04 to 64 in two digits"
    case .pinHash: "after P in the suite comes none of SHA1, SHA256 and SHA512"
    case .sessionLength: "after S in the suite comes none of 064, 128, 256 and 512"
    case .timeStep: "the suite's time step is neither 1 to 59 and S or M, nor 1 to 48 and H"
    case .order: "the suite's inputs are not each once, in the order C, Q, P, S, T"
    case .unknownInput: "the suite has an input that is none of C, Q, P, S and T"
    }
  }
}
