internal import CLinux
public import DeviceModel
import Glibc
public import HostPlatform

/// An event node of the input layer, grabbed: what is typed there reaches this program and neither the console nor a
/// window. It belongs to the loop's thread.
///
/// The grab waits until no key is down: those who saw a key go down see it come up. What was typed before the grab is
/// thrown away, for others have read it too.
public final class EvdevPort: DeviceTransport {
  /// Hardware, or emulated where udev says so.
  public let origin: DeviceOrigin
  /// The bytes of the events, lights and their ends, that the kernel has taken.
  public let ledger = WriteLedger()

  private let node: ReportNode
  private let loop: EventLoop
  private var isGrabbed = false
  private var onReceive: ((UnsafeRawBufferPointer) -> Void)?
  private var onOpen: ((DeviceState?) -> Void)?

  /// Opens the event node at `path`; nothing is grabbed or read until `start`.
  public init(path: String, origin: DeviceOrigin, loop: EventLoop) throws(DeviceAccessError) {
    node = try ReportNode(path: path, loop: loop)
    self.origin = origin
    self.loop = loop
    // A node that knows no keys is no keyboard's.
    guard let number = node.number, keyport_evdev_is_pressed(number) >= 0 else {
      throw .failed("\(path) is no event node of a keyboard")
    }
  }

  deinit { close() }

  /// Begins to read; nothing is delivered until the keyboard is ours alone, which `whenOpen` tells.
  public func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    self.onReceive = onReceive
    node.start(
      onReading: { [weak self] events in self?.take(events) },
      onClose: { [weak self] cause in
        self?.close()
        onClose(cause)
      })
  }

  /// Grabs the keyboard as soon as no key is down.
  public func whenOpen(_ done: @escaping (DeviceState?) -> Void) {
    onOpen = done
    grabIfReleased()
  }

  /// Writes events, such as a light's.
  public func send(_ bytes: [UInt8]) {
    if ledger.admits() { ledger.record(node.write(bytes) ?? 0) }
  }

  /// Gives the keyboard back.
  public func close() {
    if isGrabbed, let number = node.number { _ = keyport_evdev_grab(number, false) }
    isGrabbed = false
    onReceive = nil
    onOpen = nil
    node.close()
  }

  private func take(_ events: UnsafeRawBufferPointer) {
    if isGrabbed { onReceive?(events) } else { grabIfReleased() }
  }

  private func grabIfReleased() {
    guard let number = node.number, let done = onOpen, keyport_evdev_is_pressed(number) == 0 else { return }
    guard keyport_evdev_grab(number, true) == 0 else {
      let state = DeviceAccessError("ioctl EVIOCGRAB", node.path, errno, node.status, except: number).state
      onOpen = nil
      return done(state)
    }
    // Pressed between the look and the grab: others saw it go down.
    if keyport_evdev_is_pressed(number) == 1 {
      _ = keyport_evdev_grab(number, false)
      return
    }
    node.drain()
    isGrabbed = true
    onOpen = nil
    done(nil)
  }
}
