internal import CUSB
import Glibc
import HostPlatform

/// One libusb context, its descriptors watched by the event loop. libusb neither has a thread nor looks for devices.
final class USBEvents {
  let context: OpaquePointer
  private let loop: EventLoop
  private var watches: [CInt: Watch] = [:]
  /// Descriptors that epoll refuses since they are always ready, as regular files are; poll(2) would return at once.
  private var alwaysReady: Set<CInt> = []
  private var transfers = 0
  private var wake: HostPlatform.Timer?

  init(loop: EventLoop) throws(DeviceAccessError) {
    self.loop = loop
    var context: OpaquePointer?
    _ = keyport_usb_disable_discovery()
    let result = libusb_init(&context)
    guard result == 0, let context else {
      throw .failed("libusb_init: \(String(cString: libusb_strerror(result)))")
    }
    self.context = context
    libusb_set_pollfd_notifiers(
      context,
      { number, events, events_ in USBEvents.from(events_)?.watch(number, events) },
      { number, events_ in USBEvents.from(events_)?.forget(number) },
      Unmanaged.passUnretained(self).toOpaque())
    guard let list = libusb_get_pollfds(context) else { return }
    defer { libusb_free_pollfds(list) }
    var entry = list
    while let descriptor = entry.pointee {
      watch(descriptor.pointee.fd, descriptor.pointee.events)
      entry += 1
    }
  }

  deinit {
    wake?.cancel()
    libusb_set_pollfd_notifiers(context, nil, nil, nil)
    for watch in watches.values { watch.cancel() }
    libusb_exit(context)
  }

  /// A transfer is under way: from here on its deadline counts.
  func begin() {
    transfers += 1
    arm()
  }

  /// A transfer has come back.
  func end() {
    transfers -= 1
    if transfers == 0 {
      wake?.cancel()
      wake = nil
    }
  }

  /// Lets libusb take what is ready, waiting up to `microseconds` for it.
  func pump(waiting microseconds: Int = 0) {
    var limit = timeval(tv_sec: 0, tv_usec: microseconds)
    _ = libusb_handle_events_timeout_completed(context, &limit, nil)
    arm()
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> USBEvents? {
    pointer.map { Unmanaged<USBEvents>.fromOpaque($0).takeUnretainedValue() }
  }

  private func watch(_ number: CInt, _ events: Int16) {
    var interest: Readiness = []
    if events & Int16(POLLIN) != 0 { interest.insert(.readable) }
    if events & Int16(POLLOUT) != 0 { interest.insert(.writable) }
    watches[number]?.cancel()
    do {
      watches[number] = try loop.watch(number, for: interest) { [weak self] _ in self?.pump() }
    } catch {
      alwaysReady.insert(number)
    }
  }

  private func forget(_ number: CInt) {
    watches.removeValue(forKey: number)?.cancel()
    alwaysReady.remove(number)
  }

  /// Sees to the next time that libusb wants to be called without a descriptor being ready.
  private func arm() {
    wake?.cancel()
    wake = nil
    guard transfers > 0 else { return }
    var deadline: Duration?
    if !alwaysReady.isEmpty {
      deadline = loop.now
    } else if libusb_pollfds_handle_timeouts(context) == 0 {
      var remaining = timeval()
      if libusb_get_next_timeout(context, &remaining) == 1 {
        deadline = loop.now + .seconds(remaining.tv_sec) + .microseconds(remaining.tv_usec)
      }
    }
    if let deadline { wake = loop.schedule(at: deadline) { [weak self] in self?.pump() } }
  }
}
