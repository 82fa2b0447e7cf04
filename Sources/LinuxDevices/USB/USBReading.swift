internal import CUSB
import DeviceModel
import Glibc
import HostPlatform

/// One reading of one device's identity: a libusb context, an open node and one control transfer at a time.
final class USBReading {
  /// How long a device may take for one answer, in milliseconds.
  private static let answerLimit: UInt32 = 1000
  /// The eight bytes that say what is asked for stand before the answer (USB 2.0 §9.3).
  private static let setupSize = 8
  /// A string descriptor's length is one byte.
  private static let longestString = 255
  /// `GET_DESCRIPTOR` of a string's number 0 lists the languages.
  private static let languages: UInt8 = 0

  private enum Field: CaseIterable { case manufacturer, product, serial }

  private let path: String
  private let loop: EventLoop
  private var node: OwnedFileDescriptor?
  private var events: USBEvents?
  private var handle: OpaquePointer?
  private var transfer: UnsafeMutablePointer<libusb_transfer>?
  private let buffer = UnsafeMutableBufferPointer<UInt8>.allocate(
    capacity: USBReading.setupSize + USBReading.longestString)
  private var identity: USBIdentity?
  private var language: UInt16?
  private var wanted: [(field: Field, index: UInt8)] = []
  private var inFlight = false
  private var done: ((Result<USBIdentity, DeviceAccessError>) -> Void)?

  init(path: String, loop: EventLoop) {
    self.path = path
    self.loop = loop
  }

  deinit {
    release()
    buffer.deallocate()
  }

  /// Begins; `done` is called once, and not within this call.
  func start(_ done: @escaping (Result<USBIdentity, DeviceAccessError>) -> Void) {
    self.done = done
    do {
      try open()
      try readDescriptors()
    } catch {
      return finish(.failure(error))
    }
    next()
  }

  /// Gives up; nothing is called afterwards. A transfer that is under way is taken back first.
  func abandon() {
    done = nil
    if inFlight, let transfer {
      _ = libusb_cancel_transfer(transfer)
      // The kernel gives it back at once, or the device is gone and it does so too.
      for _ in 0..<50 where inFlight { events?.pump(waiting: 2000) }
    }
    release()
  }

  private func open() throws(DeviceAccessError) {
    let number: CInt
    do {
      let opened = try OwnedFileDescriptor.open(path, O_RDWR)
      number = opened.rawValue
      node = consume opened
    } catch {
      switch error.code {
      case EACCES, EPERM: throw .forbidden(MissingRight.explain(path, code: error.code))
      case ENOENT, ENODEV, ENXIO: throw .absent("\(path) is not there")
      default: throw .failed("\(error)")
      }
    }
    let events = try USBEvents(loop: loop)
    self.events = events
    try check("libusb_wrap_sys_device", libusb_wrap_sys_device(events.context, Int(number), &handle))
  }

  private func readDescriptors() throws(DeviceAccessError) {
    let device = libusb_get_device(handle)
    var descriptor = libusb_device_descriptor()
    try check("libusb_get_device_descriptor", libusb_get_device_descriptor(device, &descriptor))
    var identity = USBIdentity(
      vendorID: descriptor.idVendor, productID: descriptor.idProduct, release: descriptor.bcdDevice)
    var configuration: UnsafeMutablePointer<libusb_config_descriptor>?
    // A device that is not configured has no interfaces, and may still say its name.
    if libusb_get_active_config_descriptor(device, &configuration) == 0, let configuration {
      defer { libusb_free_config_descriptor(configuration) }
      let interfaces = UnsafeBufferPointer(
        start: configuration.pointee.interface, count: Int(configuration.pointee.bNumInterfaces))
      for interface in interfaces where interface.num_altsetting > 0 {
        let setting = interface.altsetting.pointee
        identity.interfaces.append(
          USBInterface(
            classCode: setting.bInterfaceClass, subclass: setting.bInterfaceSubClass,
            protocolCode: setting.bInterfaceProtocol))
      }
    }
    self.identity = identity
    let indices = [
      (Field.manufacturer, descriptor.iManufacturer), (.product, descriptor.iProduct),
      (.serial, descriptor.iSerialNumber),
    ]
    wanted = indices.filter { $0.1 != 0 }
  }

  /// Asks for the next string, or ends when there is none left.
  private func next() {
    guard let identity else { return }
    guard let first = wanted.first else { return finish(.success(identity)) }
    do {
      try submit(index: language == nil ? Self.languages : first.index)
    } catch {
      finish(.failure(error))
    }
  }

  private func submit(index: UInt8) throws(DeviceAccessError) {
    if transfer == nil { transfer = libusb_alloc_transfer(0) }
    guard let transfer else { throw .failed("\(path): no memory for a USB transfer") }
    libusb_fill_control_setup(
      buffer.baseAddress, UInt8(LIBUSB_ENDPOINT_IN.rawValue), UInt8(LIBUSB_REQUEST_GET_DESCRIPTOR.rawValue),
      UInt16(LIBUSB_DT_STRING.rawValue) << 8 | UInt16(index), index == Self.languages ? 0 : language ?? 0,
      UInt16(Self.longestString))
    libusb_fill_control_transfer(
      transfer, handle, buffer.baseAddress,
      { transfer in
        guard let context = transfer?.pointee.user_data else { return }
        Unmanaged<USBReading>.fromOpaque(context).takeUnretainedValue().answered()
      }, Unmanaged.passUnretained(self).toOpaque(), Self.answerLimit)
    try check("libusb_submit_transfer", libusb_submit_transfer(transfer))
    inFlight = true
    events?.begin()
  }

  /// Runs inside libusb's event handling, where nothing may be closed.
  private func answered() {
    inFlight = false
    events?.end()
    guard done != nil, let transfer else { return }
    switch transfer.pointee.status {
    case LIBUSB_TRANSFER_COMPLETED:
      take(UnsafeBufferPointer(rebasing: buffer[Self.setupSize...].prefix(Int(transfer.pointee.actual_length))))
    case LIBUSB_TRANSFER_STALL:
      // It has the number and not the string, or no languages and so no strings.
      if language == nil { wanted = [] } else { wanted.removeFirst() }
    case LIBUSB_TRANSFER_NO_DEVICE: return finish(.failure(.absent("\(path) was unplugged while it was read")))
    case LIBUSB_TRANSFER_TIMED_OUT: return finish(.failure(.failed("\(path) does not answer: plug it in again")))
    default: return finish(.failure(.failed("\(path) broke off while it was read: plug it in again")))
    }
    next()
  }

  /// Takes a string descriptor: length, type 3, then UTF-16 in little-endian order (USB 2.0 §9.6.7).
  private func take(_ answer: UnsafeBufferPointer<UInt8>) {
    let valid = answer.count >= 2 && answer[1] == UInt8(LIBUSB_DT_STRING.rawValue)
    let body = valid ? Array(answer[2..<max(2, min(Int(answer[0]), answer.count))]) : []
    let units = stride(from: 0, to: body.count - 1, by: 2).map { UInt16(body[$0]) | UInt16(body[$0 + 1]) << 8 }
    if language == nil {
      guard let first = units.first else { return wanted = [] }
      language = first
      return
    }
    let text = USBText.decode(units)
    switch wanted.removeFirst().field {
    case .manufacturer: identity?.manufacturer = text
    case .product: identity?.product = text
    case .serial: identity?.serial = text
    }
  }

  private func finish(_ result: Result<USBIdentity, DeviceAccessError>) {
    guard let done else { return }
    self.done = nil
    loop.atEndOfTurn {
      self.release()
      done(result)
    }
  }

  private func release() {
    if let transfer { libusb_free_transfer(transfer) }
    transfer = nil
    if let handle { libusb_close(handle) }
    handle = nil
    events = nil
    node = nil
  }

  private func check(_ call: String, _ result: CInt) throws(DeviceAccessError) {
    guard result < 0 else { return }
    // libusb calls it an I/O error where the kernel says that the device has just gone.
    let gone = errno == ENODEV || access(path, F_OK) != 0
    switch libusb_error(result) {
    case LIBUSB_ERROR_IO where gone: throw .absent("\(path) was unplugged while it was read")
    case LIBUSB_ERROR_NO_DEVICE: throw .absent("\(path) was unplugged while it was read")
    case LIBUSB_ERROR_ACCESS: throw .forbidden(MissingRight.explain(path, code: EACCES))
    default: throw .failed("\(path): \(call): \(String(cString: libusb_strerror(result)))")
    }
  }
}
