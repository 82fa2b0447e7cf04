/// The way by which a device's node is opened, and so what its bytes are.
public enum TransportKind: String, Sendable, Hashable, CaseIterable {
  /// A tty (udev subsystem `tty`): a stream of bytes.
  case serial
  /// An event node of the input layer (subsystem `input`), grabbed: `received` brings whole `input_event`s of 24 bytes as
  /// the kernel writes them, `send` takes the same (LEDs).
  case evdev
  /// A hidraw node: each `received` is one input report as the device sent it, each `send` one output report; feature
  /// reports are asked for. Numbered reports begin with their number.
  case hidraw
  /// One interface of a USB device, taken from the kernel's driver by libusb: interrupt reports and feature reports, as
  /// over hidraw.
  case usbInterface = "usb-interface"

  /// The udev subsystem of the devices that are opened so.
  public var subsystem: String {
    switch self {
    case .serial: "tty"
    case .evdev: "input"
    case .hidraw: "hidraw"
    case .usbInterface: "usb"
    }
  }
}
