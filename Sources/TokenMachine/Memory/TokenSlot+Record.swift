internal import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

extension TokenSlot {
  /// What a host wrote; nil where this token cannot compute it.
  init?(_ record: SlotRecord, key: SecretBytes) {
    guard let algorithm = HashAlgorithm(rawValue: record.algorithm) else { return nil }
    let function: SlotFunction
    switch record.kind {
    case .ocra:
      guard let suite = try? OCRASuite(parsing: record.suite.utf8), suite.isForTokens, suite.algorithm == algorithm,
        suite.digits == Int(record.digits)
      else { return nil }
      function = .challengeResponse(suite)
    case .hotp, .totp:
      let factor: MovingFactor = record.kind == .hotp ? .counter : .time(period: UInt64(record.period), epoch: 0)
      guard
        let parameters = try? OTPParameters(
          algorithm: algorithm, digits: Int(record.digits), movingFactor: factor)
      else { return nil }
      function = .oneTimePassword(parameters)
    }
    self.init(
      number: Int(record.number), label: record.label, function: function, key: key, counter: record.counter)
  }
}

extension SlotRecord {
  /// What a host may see of a slot. A period too long for the wire, which none that came over it has, reads as the
  /// longest.
  init(_ slot: TokenSlot) {
    let none = PrintableText(clipping: EmptyCollection<UInt8>(), limit: 0)
    switch slot.function {
    case .challengeResponse(let suite):
      self.init(
        number: UInt8(slot.number), kind: .ocra, algorithm: suite.algorithm.rawValue, digits: UInt8(suite.digits),
        period: 0, counter: slot.counter, label: slot.label,
        suite: PrintableText(clipping: suite.text, limit: SlotRecord.longestSuite))
    case .oneTimePassword(let parameters):
      let period: UInt16 =
        if case .time(let period, _) = parameters.movingFactor { UInt16(clamping: period) } else { 0 }
      self.init(
        number: UInt8(slot.number), kind: period == 0 ? .hotp : .totp, algorithm: parameters.algorithm.rawValue,
        digits: UInt8(parameters.digits), period: period, counter: period == 0 ? slot.counter : 0, label: slot.label,
        suite: none)
    }
  }
}
