internal import DeviceModel
internal import WireProtocol

extension Key {
  /// The key as the rest of Keyport calls it.
  init(_ key: KeyCode) {
    switch key {
    case .digit(let digit): self = .digit(digit)
    case .enter: self = .enter
    case .clear: self = .clear
    }
  }
}
