public import DeviceModel

/// A device as udev describes it; its properties are copied, so that it may go anywhere.
public struct UdevDevice: Sendable, Hashable {
  /// Its place under `/sys`, which is its name here as long as it is plugged in.
  public var syspath: String
  /// The kernel's name, such as `ttyUSB0`.
  public var sysname: String
  /// The subsystem, such as `tty` or `usb`.
  public var subsystem: String
  /// Its node, such as `/dev/ttyUSB0`, if it has one.
  public var deviceNode: String?
  /// udev's properties, such as `ID_VENDOR_ID`. They are the device's and the rules' word.
  public var properties: [String: String]
  /// The seat it belongs to: its own or its nearest parent's `ID_SEAT`, else `seat0`.
  public var seat: String
  /// Whether it hangs on a bus that a program makes up; its codes are then `.emulated`.
  public var isEmulated: Bool
  /// Whether it is a tty with hardware behind it: no console, no pty, no port that the kernel only reserves.
  public var isSerialDevice: Bool
  /// The USB device that it is or hangs on, if any.
  public var usb: USBPlace?

  /// Makes a description.
  public init(
    syspath: String, sysname: String, subsystem: String, deviceNode: String? = nil, properties: [String: String] = [:],
    seat: String = "seat0", isEmulated: Bool = false, isSerialDevice: Bool = false, usb: USBPlace? = nil
  ) {
    self.syspath = syspath
    self.sysname = sysname
    self.subsystem = subsystem
    self.deviceNode = deviceNode
    self.properties = properties
    self.seat = seat
    self.isEmulated = isEmulated
    self.isSerialDevice = isSerialDevice
    self.usb = usb
  }

  /// What drivers' tables are compared with; nil for a device that no transport opens.
  public var traits: DeviceTraits? {
    let transport: TransportKind
    switch subsystem {
    case "tty" where isSerialDevice: transport = .serial
    case "input" where sysname.hasPrefix("event"): transport = .evdev
    case "hidraw": transport = .hidraw
    case "usb" where usb?.interface != nil && syspath == usb?.interfacePath: transport = .usbInterface
    default: return nil
    }
    return DeviceTraits(
      transport, properties: properties, vendor: usb?.vendor, product: usb?.product, interface: usb?.interface)
  }
}
