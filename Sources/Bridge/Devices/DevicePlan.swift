import DeviceModel
import HostPlatform
import LinuxDevices

/// Everything that is decided about a device before it is opened: its name, who speaks for it, and how it is reached.
struct DevicePlan {
  var name: String
  /// What the operator sees of where it is; nil for a device in process.
  var path: String?
  var seat: String
  var identity: DeviceIdentity
  var driver: any DeviceDriver.Type
  /// What the operator sees as the driver's name, where it is not `driver`'s.
  var driverName: String?
  var settings = DriverSettings()
  var over: TransportKind
  /// Makes the transport for a driver that was just made.
  var open: (any DeviceDriver) throws(DeviceAccessError) -> any DeviceTransport
  var origin: DeviceOrigin

  /// A plan to open a node.
  /// - Parameters:
  ///   - node: the path that is opened.
  ///   - interface: which interface of a USB device's node.
  init(
    name: String, path: String, node: String, interface: UInt8? = nil, seat: String, identity: DeviceIdentity,
    driver: any DeviceDriver.Type, settings: DriverSettings, over: TransportKind, origin: DeviceOrigin, loop: EventLoop
  ) {
    self.init(
      name: name, path: path, seat: seat, identity: identity, driver: driver, settings: settings, over: over,
      origin: origin
    ) { (driver) throws(DeviceAccessError) in
      switch over {
      case .serial: try SerialPort(path: node, line: driver.serialLine, origin: origin, loop: loop)
      case .evdev: try EvdevPort(path: node, origin: origin, loop: loop)
      case .hidraw: try HidrawPort(path: node, origin: origin, loop: loop)
      case .usbInterface:
        try USBInterfacePort(path: node, interface: interface ?? 0, origin: origin, loop: loop)
      }
    }
  }

  /// A plan for a transport that is made elsewhere.
  init(
    name: String, path: String?, seat: String, identity: DeviceIdentity, driver: any DeviceDriver.Type,
    settings: DriverSettings = DriverSettings(), over: TransportKind, origin: DeviceOrigin,
    open: @escaping (any DeviceDriver) throws(DeviceAccessError) -> any DeviceTransport
  ) {
    self.name = name
    self.path = path
    self.seat = seat
    self.identity = identity
    self.driver = driver
    self.settings = settings
    self.over = over
    self.origin = origin
    self.open = open
  }
}
