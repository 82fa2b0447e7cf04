public import DeviceModel
public import OTPAlgorithms

extension DeviceSlot {
  /// The slot of a token with these parameters; nil where its time steps are not counted from 1970, or are longer than
  /// devices count.
  public init?(_ number: Int, _ parameters: OTPParameters, counter: UInt64, label: String) {
    let kind: Kind
    switch parameters.movingFactor {
    case .counter: kind = .hotp(counter: counter)
    case .time(let period, let epoch):
      guard epoch == 0, let seconds = UInt16(exactly: period) else { return nil }
      kind = .totp(period: Int(seconds))
    }
    self.init(
      number: number, kind: kind, algorithm: parameters.algorithm, digits: parameters.digits, label: label)
  }
}
