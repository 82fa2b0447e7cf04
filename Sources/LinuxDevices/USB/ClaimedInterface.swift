internal import CUSB
import DeviceModel
import Glibc
import HostPlatform

/// An open USB device and one interface of it, taken from the kernel's driver and claimed.
final class ClaimedInterface {
  let path: String
  let number: UInt8
  let loop: EventLoop
  let events: USBEvents
  /// What it is for.
  private(set) var description = USBInterface(classCode: 0, subclass: 0, protocolCode: 0)
  /// The interrupt endpoint that reports come from.
  private(set) var endpoint: UInt8 = 0
  /// The most bytes that one report has there.
  private(set) var reportSize = 0
  private(set) var handle: OpaquePointer?

  private var node: OwnedFileDescriptor?
  private var isClaimed = false
  private var wasDetached = false

  /// Opens `path` and takes the interface.
  init(path: String, number: UInt8, loop: EventLoop) throws(DeviceAccessError) {
    self.path = path
    self.number = number
    self.loop = loop
    let events = try USBEvents(loop: loop)
    self.events = events
    do {
      let opened = try OwnedFileDescriptor.open(path, O_RDWR)
      let descriptor = opened.rawValue
      node = consume opened
      try check("libusb_wrap_sys_device", libusb_wrap_sys_device(events.context, Int(descriptor), &handle))
      try findEndpoint()
      try take()
    } catch let error as DeviceAccessError {
      release()
      throw error
    } catch let error as SystemError {
      release()
      throw DeviceAccessError(error.call, path, error.code)
    } catch {
      release()
      throw .failed("\(error)")
    }
  }

  deinit { release() }

  /// Gives the interface back to the kernel's driver, and closes the device.
  func release() {
    if let handle {
      if isClaimed { _ = libusb_release_interface(handle, CInt(number)) }
      if wasDetached { _ = libusb_attach_kernel_driver(handle, CInt(number)) }
      libusb_close(handle)
    }
    isClaimed = false
    wasDetached = false
    handle = nil
    node = nil
  }

  func check(_ call: String, _ result: CInt) throws(DeviceAccessError) {
    guard result < 0 else { return }
    // libusb calls it an I/O error where the kernel says that the device has just gone.
    let gone = errno == ENODEV || access(path, F_OK) != 0
    switch libusb_error(result) {
    case LIBUSB_ERROR_IO where gone: throw .absent("\(path) is not there")
    case LIBUSB_ERROR_NO_DEVICE: throw .absent("\(path) is not there")
    case LIBUSB_ERROR_ACCESS: throw .forbidden(MissingRight.explain(path, code: EACCES))
    case LIBUSB_ERROR_BUSY: throw .busy(holder: holder)
    default: throw .failed("\(path): \(call): \(String(cString: libusb_strerror(result)))")
    }
  }

  private var holder: String {
    var status = stat()
    guard stat(path, &status) == 0 else { return "another program" }
    return DeviceHolder.find(status, except: node?.rawValue) ?? "another program"
  }

  private func take() throws(DeviceAccessError) {
    guard let handle else { return }
    let active = libusb_kernel_driver_active(handle, CInt(number))
    if active == 1 {
      let result = libusb_detach_kernel_driver(handle, CInt(number))
      // Nothing to detach: it went meanwhile.
      if libusb_error(result) != LIBUSB_ERROR_NOT_FOUND { try check("libusb_detach_kernel_driver", result) }
      wasDetached = result == 0
    }
    try check("libusb_claim_interface", libusb_claim_interface(handle, CInt(number)))
    isClaimed = true
  }

  private func findEndpoint() throws(DeviceAccessError) {
    var configuration: UnsafeMutablePointer<libusb_config_descriptor>?
    try check(
      "libusb_get_active_config_descriptor",
      libusb_get_active_config_descriptor(libusb_get_device(handle), &configuration))
    guard let configuration else { throw .failed("\(path) is not configured") }
    defer { libusb_free_config_descriptor(configuration) }
    let interfaces = UnsafeBufferPointer(
      start: configuration.pointee.interface, count: Int(configuration.pointee.bNumInterfaces))
    for interface in interfaces where interface.num_altsetting > 0 {
      let setting = interface.altsetting.pointee
      guard setting.bInterfaceNumber == number else { continue }
      description = USBInterface(
        classCode: setting.bInterfaceClass, subclass: setting.bInterfaceSubClass,
        protocolCode: setting.bInterfaceProtocol)
      let endpoints = UnsafeBufferPointer(start: setting.endpoint, count: Int(setting.bNumEndpoints))
      for candidate in endpoints {
        // Interrupt, towards the host (USB 2.0 §9.6.6).
        guard candidate.bmAttributes & 3 == 3, candidate.bEndpointAddress & 0x80 != 0 else { continue }
        endpoint = candidate.bEndpointAddress
        reportSize = max(8, Int(candidate.wMaxPacketSize & 0x7FF))
        return
      }
      throw .failed("interface \(number) of \(path) sends no reports")
    }
    throw .failed("\(path) has no interface \(number)")
  }
}
