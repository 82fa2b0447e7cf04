import DeviceModel
import TwoFactor

extension CodeOrigin {
  /// Where the codes of a device come from: its transport's word, carried on.
  init(_ origin: DeviceOrigin, device: String) {
    self = origin == .hardware ? .hardware(device: device) : .emulated(device: device)
  }
}
