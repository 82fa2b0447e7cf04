import Cryptography

/// The query of an `otpauth://` URI, checked.
struct OTPAuthParameters {
  let secret: SecretBytes
  let issuer: String?
  let parameters: OTPParameters
  let counter: UInt64

  init(parsing query: OTPAuthURI.Bytes?, isTimeBased: Bool) throws(OTPAuthError) {
    let values = try Values(query)
    guard let secretText = values.secret, !secretText.isEmpty else { throw .missingSecret }
    do { secret = try secretText.withBytes { bytes throws(Base32Error) in try Base32.decode(bytes) } } catch {
      throw .secret(error)
    }
    guard !secret.isEmpty else { throw .missingSecret }
    issuer = if let text = values.issuer { try PercentEncoding.text(text) } else { nil }

    let digits = try Self.number(values.digits, default: 6, else: .digits)
    guard let digits = Int(exactly: digits), OTPParameters.digitRange.contains(digits) else { throw .digits }
    let factor: MovingFactor
    if isTimeBased {
      let period = try Self.number(values.period, default: 30, else: .period)
      factor = .time(period: period, epoch: try Self.number(values.epoch, default: 0, else: .epoch))
      counter = 0
    } else {
      guard values.counter != nil else { throw .missingCounter }
      factor = .counter
      counter = try Self.number(values.counter, default: 0, else: .counter)
    }
    let algorithm = try Self.algorithm(values.algorithm)
    // The digits are in range, so that only the period is left to be refused.
    do { parameters = try OTPParameters(algorithm: algorithm, digits: digits, movingFactor: factor) } catch {
      throw .period
    }
  }

  /// The values of the known parameters, percent-decoded.
  private struct Values {
    var secret: SecretBytes?
    var issuer: SecretBytes?
    var algorithm: SecretBytes?
    var digits: SecretBytes?
    var period: SecretBytes?
    var counter: SecretBytes?
    var epoch: SecretBytes?

    init(_ query: OTPAuthURI.Bytes?) throws(OTPAuthError) {
      var rest = query
      while let pairs = rest {
        let (pair, others) = OTPAuthURI.split(pairs, at: UInt8(ascii: "&"))
        rest = others
        let (name, value) = OTPAuthURI.split(pair, at: UInt8(ascii: "="))
        guard let parameter = OTPAuthError.Parameter.allCases.first(where: { Self.isName(of: $0, name) }) else {
          continue
        }
        let decoded = try PercentEncoding.decode(value ?? pair[pair.endIndex...])
        guard self[parameter] == nil else { throw .duplicate(parameter) }
        self[parameter] = decoded
      }
    }

    private static func isName(of parameter: OTPAuthError.Parameter, _ bytes: OTPAuthURI.Bytes) -> Bool {
      bytes.elementsEqual(UnsafeBufferPointer(start: parameter.name.utf8Start, count: parameter.name.utf8CodeUnitCount))
    }

    private subscript(parameter: OTPAuthError.Parameter) -> SecretBytes? {
      get {
        switch parameter {
        case .secret: secret
        case .issuer: issuer
        case .algorithm: algorithm
        case .digits: digits
        case .period: period
        case .counter: counter
        case .epoch: epoch
        }
      }
      set {
        switch parameter {
        case .secret: secret = newValue
        case .issuer: issuer = newValue
        case .algorithm: algorithm = newValue
        case .digits: digits = newValue
        case .period: period = newValue
        case .counter: counter = newValue
        case .epoch: epoch = newValue
        }
      }
    }
  }

  private static func algorithm(_ text: SecretBytes?) throws(OTPAuthError) -> HashAlgorithm {
    guard let text else { return .sha1 }
    return try text.withBytes { bytes throws(OTPAuthError) in
      for algorithm in HashAlgorithm.allCases where OTPAuthURI.equal(bytes[...], algorithm.lowerCaseName) {
        return algorithm
      }
      throw .algorithm
    }
  }

  private static func number(
    _ text: SecretBytes?, default missing: UInt64, else fault: OTPAuthError
  ) throws(OTPAuthError) -> UInt64 {
    guard let text else { return missing }
    guard !text.isEmpty else { throw fault }
    return try text.withBytes { bytes throws(OTPAuthError) in
      var number: UInt64 = 0
      for byte in bytes {
        guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) else { throw fault }
        let (tenfold, overflow) = number.multipliedReportingOverflow(by: 10)
        let (sum, carry) = tenfold.addingReportingOverflow(UInt64(byte - UInt8(ascii: "0")))
        guard !overflow && !carry else { throw fault }
        number = sum
      }
      return number
    }
  }
}

extension HashAlgorithm {
  fileprivate var lowerCaseName: StaticString {
    switch self {
    case .sha1: "sha1"
    case .sha256: "sha256"
    case .sha512: "sha512"
    }
  }
}
