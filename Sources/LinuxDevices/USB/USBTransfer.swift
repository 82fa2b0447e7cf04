internal import CUSB
import Glibc
import HostPlatform

/// One libusb transfer and its buffer, used again and again. Its ending is told at the end of the turn, outside libusb,
/// where anything may be closed.
final class USBTransfer {
  /// How a transfer ended.
  enum Ending {
    /// With so many bytes of data.
    case done(Int)
    case timedOut
    /// A stall.
    case refused
    /// More came than there was room for.
    case tooLong
    /// The device is gone.
    case gone
    case cancelled
    case failed
  }

  private let interface: ClaimedInterface
  private let transfer: UnsafeMutablePointer<libusb_transfer>?
  private let buffer: UnsafeMutableRawBufferPointer
  private var inFlight = false
  private var hasEnded = false
  private let onEnding: (Ending) -> Void

  /// - Parameter onEnding: called once for each submission, at the end of a turn, never after `end`.
  init(_ interface: ClaimedInterface, capacity: Int, onEnding: @escaping (Ending) -> Void) {
    self.interface = interface
    self.onEnding = onEnding
    transfer = libusb_alloc_transfer(0)
    buffer = .allocate(byteCount: capacity, alignment: 16)
    buffer.initializeMemory(as: UInt8.self, repeating: 0)
  }

  deinit {
    explicit_bzero(buffer.baseAddress!, buffer.count)
    // One that the kernel did not give back is libusb's to free, with its memory, when its context ends.
    guard !inFlight else { return }
    libusb_free_transfer(transfer)
    buffer.deallocate()
  }

  /// Asks for one report from an interrupt endpoint, for as long as it takes.
  func submitInterrupt(endpoint: UInt8) throws(DeviceAccessError) {
    libusb_fill_interrupt_transfer(
      transfer, interface.handle, endpoint, buffer.baseAddress, CInt(buffer.count), Self.callback,
      Unmanaged.passUnretained(self).toOpaque(), 0)
    try submit()
  }

  /// Sends a control request.
  /// - Parameter limit: how long the device may take, in milliseconds.
  func submitControl(_ setup: USBSetup, limit: UInt32) throws(DeviceAccessError) {
    guard setup.bytes.count <= buffer.count else { throw .failed("a report of \(setup.bytes.count) bytes is too long") }
    buffer.copyBytes(from: setup.bytes)
    libusb_fill_control_transfer(
      transfer, interface.handle, buffer.baseAddress, Self.callback, Unmanaged.passUnretained(self).toOpaque(), limit)
    try submit()
  }

  /// Lends the first `count` bytes of the buffer, and wipes them.
  func withBytes(_ count: Int, _ body: (UnsafeRawBufferPointer) -> Void) {
    let bytes = UnsafeMutableRawBufferPointer(rebasing: buffer.prefix(count))
    body(UnsafeRawBufferPointer(bytes))
    if let start = bytes.baseAddress { explicit_bzero(start, bytes.count) }
  }

  /// Takes it back; nothing is told any more.
  func end() {
    hasEnded = true
    guard inFlight else { return }
    _ = libusb_cancel_transfer(transfer)
    // The kernel gives it back at once, or the device is gone and it does so too.
    for _ in 0..<50 where inFlight { interface.events.pump(waiting: 2000) }
  }

  private func submit() throws(DeviceAccessError) {
    try interface.check("libusb_submit_transfer", libusb_submit_transfer(transfer))
    inFlight = true
    interface.events.begin()
  }

  private static let callback: libusb_transfer_cb_fn = { transfer in
    guard let context = transfer?.pointee.user_data else { return }
    Unmanaged<USBTransfer>.fromOpaque(context).takeUnretainedValue().cameBack()
  }

  private func cameBack() {
    inFlight = false
    interface.events.end()
    guard !hasEnded, let transfer else { return }
    let ending: Ending =
      switch transfer.pointee.status {
      case LIBUSB_TRANSFER_COMPLETED: .done(Int(transfer.pointee.actual_length))
      case LIBUSB_TRANSFER_TIMED_OUT: .timedOut
      case LIBUSB_TRANSFER_STALL: .refused
      case LIBUSB_TRANSFER_OVERFLOW: .tooLong
      case LIBUSB_TRANSFER_NO_DEVICE: .gone
      case LIBUSB_TRANSFER_CANCELLED: .cancelled
      default: .failed
      }
    interface.loop.atEndOfTurn { [weak self] in
      guard let self, !self.hasEnded else { return }
      self.onEnding(ending)
    }
  }
}
