import DeviceModel
import LinuxDevices

extension DeviceState {
  /// The state that an error at opening puts a device in.
  init(_ error: DeviceAccessError) {
    switch error {
    case .busy(let holder): self = .busy(holder: holder)
    case .forbidden(let what): self = .forbidden(what)
    case .missing: self = .gone
    case .failed(let cause): self = .failed(cause)
    }
  }
}
