internal import DeviceModel

/// What the daemon was told last of a device, so that it is told only what is new.
enum OSDPStanding: Equatable {
  case unknown
  case ready(DeviceIdentity, DeviceCapabilities)
  case failed(String)

  var isReady: Bool { if case .ready = self { true } else { false } }
  var isFailure: Bool { if case .failed = self { true } else { false } }
}
