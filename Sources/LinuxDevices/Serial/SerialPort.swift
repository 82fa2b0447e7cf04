public import DeviceModel
import Glibc
public import HostPlatform

/// A tty or pty, open for this process alone, its bytes moved by the event loop. It belongs to the loop's thread.
///
/// One turn reads at most `turnLimit` bytes, so that a device that floods does not starve the others; what waits to be
/// written is bounded in bytes and in time, and a device that does not take it is closed with that cause.
public final class SerialPort: DeviceTransport {
  /// The most that is read in one turn of the loop, in bytes.
  public static let turnLimit = 4096
  /// The most that may wait for the device to take it, in bytes.
  public static let queueLimit = 65536
  /// More than the kernel keeps for a tty whose other end is gone.
  private static let lastWordsLimit = 262_144

  /// Hardware, or emulated where udev says so.
  public let origin: DeviceOrigin
  /// The bytes the kernel has taken for the device so far.
  public let ledger = WriteLedger()

  /// How long the device may take no byte while some wait for it.
  var stallLimit = Duration.seconds(5)

  private let loop: EventLoop
  private let number: CInt
  private var descriptor: OwnedFileDescriptor?
  private let buffer: UnsafeMutableRawBufferPointer
  private var watch: Watch?
  private var stall: Timer?
  private var queue: [UInt8] = []
  private var onReceive: ((UnsafeRawBufferPointer) -> Void)?
  private var onClose: ((String) -> Void)?

  /// Opens `path` with `line` set, locked against others (`TIOCEXCL` and `flock`). What the device sent before is
  /// dropped; nothing is read or written until `start`.
  /// - Parameter origin: hardware, unless udev knows an emulated bus behind the node.
  public init(path: String, line: SerialLine, origin: DeviceOrigin, loop: EventLoop) throws(DeviceAccessError) {
    let descriptor = try SerialDescriptor.open(path, line: line)
    number = descriptor.rawValue
    // Only now: an initialiser that throws runs no deinitialiser.
    buffer = .allocate(byteCount: Self.turnLimit, alignment: 16)
    self.descriptor = consume descriptor
    self.origin = origin
    self.loop = loop
  }

  deinit {
    close()
    buffer.deallocate()
  }

  /// Begins to read. `onReceive` is lent the bytes in order; they are wiped when it returns. `onClose` is called once,
  /// with a cause for the operator, when the other end goes or the device fails, in that turn of the loop and after
  /// the bytes that the kernel still has (unplugging a USB port or closing a pty's other end throws away what was not
  /// read yet); it is not called after `close`.
  public func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    precondition(watch == nil && descriptor != nil, "a serial port is started once")
    self.onReceive = onReceive
    self.onClose = onClose
    do {
      watch = try loop.watch(number, for: .readable) { [weak self] in self?.turn($0) }
    } catch {
      loop.atEndOfTurn { [weak self] in self?.end("it cannot be watched: \(error)") }
    }
  }

  /// Writes `bytes` after those before, as the device takes them. Nothing is written before `start` or once closed.
  public func send(_ bytes: [UInt8]) {
    guard watch != nil, !bytes.isEmpty, ledger.admits() else { return }
    guard queue.count + bytes.count <= Self.queueLimit else {
      loop.atEndOfTurn { [weak self] in
        self?.end("it does not take the bytes sent to it: check its cable and line settings")
      }
      return
    }
    let idle = queue.isEmpty
    queue += bytes
    if idle { flush() }
  }

  /// Gives the port back; nothing is called afterwards. Bytes that the device has not taken are dropped.
  public func close() {
    watch?.cancel()
    watch = nil
    stall?.cancel()
    stall = nil
    wipe(queue.count)
    onReceive = nil
    onClose = nil
    guard descriptor != nil else { return }
    SerialDescriptor.release(number)
    descriptor = nil
  }

  private func turn(_ readiness: Readiness) {
    if readiness.contains(.hungUp) || readiness.contains(.failed) { return readLastWords() }
    if readiness.contains(.readable) {
      if let cause = read() { return end(cause) }
    }
    if readiness.contains(.writable) { flush() }
  }

  /// Reads once; returns the cause when there is nothing more to come.
  private func read() -> String? {
    let number = number
    let count: Int?
    do {
      count = try SystemError.unlessBlocked("read") { Glibc.read(number, buffer.baseAddress, buffer.count) }
    } catch {
      return error.code == EIO ? Self.unplugged : "reading from it failed: \(error.reason)"
    }
    guard let count else { return nil }
    if count == 0 { return Self.unplugged }
    let received = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
    defer { explicit_bzero(received.baseAddress!, count) }
    onReceive?(UnsafeRawBufferPointer(received))
    return nil
  }

  /// The other end is gone: what the kernel kept of it is delivered in this turn, then the end is told.
  private func readLastWords() {
    var rest = Self.lastWordsLimit
    while descriptor != nil && rest > 0 {
      if let cause = read() { return end(cause) }
      rest -= Self.turnLimit
    }
    end(Self.unplugged)
  }

  /// The cause when the device itself is gone.
  public static let unplugged = "unplugged"

  private func flush() {
    let number = number
    while !queue.isEmpty {
      let count: Int?
      do {
        count = try SystemError.unlessBlocked("write") {
          queue.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
        }
      } catch {
        let cause = error.code == EIO ? Self.unplugged : "writing to it failed: \(error.reason)"
        loop.atEndOfTurn { [weak self] in self?.end(cause) }
        return
      }
      guard let count else { return waitForRoom() }
      ledger.record(count)
      wipe(count)
      stall?.cancel()
      stall = nil
    }
    want(.readable)
  }

  /// Removes the first `count` bytes of the queue and leaves no copy.
  private func wipe(_ count: Int) {
    guard count > 0 else { return }
    queue.withUnsafeMutableBytes { explicit_bzero($0.baseAddress!, count) }
    queue.removeFirst(count)
  }

  private func waitForRoom() {
    want([.readable, .writable])
    guard stall == nil else { return }
    let limit = stallLimit
    stall = loop.schedule(at: loop.now + limit) { [weak self] in
      self?.end("it has taken no byte for \(limit): check its cable and line settings")
    }
  }

  private func want(_ interest: Readiness) {
    do {
      try watch?.change(to: interest)
    } catch {
      let cause = "watching it failed: \(error.reason)"
      loop.atEndOfTurn { [weak self] in self?.end(cause) }
    }
  }

  private func end(_ cause: String) {
    let tell = onClose
    close()
    tell?(cause)
  }
}
