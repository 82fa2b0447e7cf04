import DeviceModel
import LinuxDevices
import LocalAPI

extension DeviceReport {
  /// A device that is not open.
  init(_ plan: DevicePlan, state: DeviceState) {
    self.init(
      name: plan.name, driver: plan.driver.name, path: plan.path, state: state, origin: plan.origin, seat: plan.seat,
      capabilities: [], identity: plan.identity)
  }

  /// A device that no driver speaks for.
  init(name: String, of device: UdevDevice, seat: String, state: DeviceState = .present) {
    self.init(
      name: name, driver: nil, path: device.deviceNode, state: state,
      origin: device.isEmulated ? .emulated : .hardware, seat: seat, capabilities: [],
      identity: DeviceIdentity(device))
  }
}
