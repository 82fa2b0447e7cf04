public import Cryptography

/// All of a token but its secret and its counter: how its codes are made.
public struct OTPParameters: Sendable, Hashable {
  /// The number of digits that codes may have.
  public static let digitRange = 6...10

  /// The hash under the HMAC.
  public let algorithm: HashAlgorithm
  /// Digits of a code, `digitRange`.
  public let digits: Int
  /// Counter or time.
  public let movingFactor: MovingFactor

  /// Takes parameters in range: 6 to 10 digits, a period of at least one second.
  public init(
    algorithm: HashAlgorithm = .sha1, digits: Int = 6, movingFactor: MovingFactor = .time(period: 30, epoch: 0)
  ) throws(OTPParametersError) {
    guard Self.digitRange.contains(digits) else { throw .digits(digits) }
    if case .time(let period, _) = movingFactor, period == 0 { throw .period }
    self.algorithm = algorithm
    self.digits = digits
    self.movingFactor = movingFactor
  }
}
