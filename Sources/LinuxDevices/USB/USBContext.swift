public import HostPlatform

/// Reads who USB devices are, through libusb in the event loop. It belongs to the loop's thread.
///
/// Each reading has a libusb context of its own, which ends with it: a daemon with nothing to read holds no descriptor,
/// no timer and no memory of libusb's.
public final class USBContext {
  private let loop: EventLoop
  private var readings: [ObjectIdentifier: USBReading] = [:]

  /// Makes a reader; libusb is not touched before the first device.
  public init(loop: EventLoop) { self.loop = loop }

  deinit {
    for reading in readings.values { reading.abandon() }
  }

  /// Opens `path`, such as `/dev/bus/usb/001/004`, reads its descriptors and asks it for its strings, then closes it
  /// again. `done` is called once, in a later turn of the loop; a string that the device does not give is nil, and a
  /// device that goes meanwhile is an error.
  public func readIdentity(
    ofNode path: String, _ done: @escaping (Result<USBIdentity, DeviceAccessError>) -> Void
  ) {
    let reading = USBReading(path: path, loop: loop)
    let key = ObjectIdentifier(reading)
    readings[key] = reading
    reading.start { [weak self] result in
      self?.readings[key] = nil
      done(result)
    }
  }
}
