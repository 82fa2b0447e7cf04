internal import DeviceModel
internal import WireProtocol

extension KeyCode {
  /// The key as it travels.
  init(_ key: Key) {
    self =
      switch key {
      case .digit(let digit): .digit(digit)
      case .enter: .enter
      case .clear: .clear
      }
  }
}
