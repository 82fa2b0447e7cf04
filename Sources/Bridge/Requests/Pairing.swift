import LocalAPI

/// A pairing between the operator's wish and its end.
struct Pairing {
  enum Stage {
    /// The device was asked; the reply waits for the number.
    case asked(OperatorDesk.Reply)
    /// The number is out; the operator and the person at the device compare.
    case shown
    /// The operator has said what the comparison showed; the reply waits for the device.
    case judged(isEqual: Bool, OperatorDesk.Reply)
    /// It ended before the operator said anything, for this reason.
    case over(APIFailure)
  }

  let device: DeviceConnection
  var stage: Stage

  /// Whether it is still going on.
  var isOpen: Bool {
    if case .over = stage { false } else { true }
  }
}
