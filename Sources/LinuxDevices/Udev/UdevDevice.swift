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

  /// Makes a description.
  public init(
    syspath: String, sysname: String, subsystem: String, deviceNode: String? = nil, properties: [String: String] = [:],
    seat: String = "seat0", isEmulated: Bool = false, isSerialDevice: Bool = false
  ) {
    self.syspath = syspath
    self.sysname = sysname
    self.subsystem = subsystem
    self.deviceNode = deviceNode
    self.properties = properties
    self.seat = seat
    self.isEmulated = isEmulated
    self.isSerialDevice = isSerialDevice
  }
}
