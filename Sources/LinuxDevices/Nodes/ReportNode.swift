import Glibc
import HostPlatform

/// A character node that gives one record a reading, such as an event node or a hidraw node: opened, watched, read until
/// it goes. It belongs to the loop's thread.
final class ReportNode {
  /// The most that one reading gives: 64 input events, or the longest report.
  static let longestReading = 4096
  /// The most readings that one turn of the loop takes.
  private static let turnLimit = 64

  let path: String
  /// What `stat` said of it when it was opened.
  let status: stat
  private let loop: EventLoop
  /// Nil once it is closed.
  private(set) var descriptor: NodeDescriptor?
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: longestReading, alignment: 16)
  private var watch: Watch?
  private var onReading: ((UnsafeRawBufferPointer) -> Void)?
  private var onClose: ((String) -> Void)?

  /// Opens the node at `path` for reading and writing.
  init(path: String, loop: EventLoop) throws(DeviceAccessError) {
    var status = stat()
    // Before it is opened: opening a FIFO or a tape has effects of its own.
    guard stat(path, &status) == 0 else { throw DeviceAccessError("stat", path, errno) }
    guard status.st_mode & S_IFMT == S_IFCHR else { throw .failed("\(path) is no device's node") }
    let opened: OwnedFileDescriptor
    do {
      opened = try OwnedFileDescriptor.open(path, O_RDWR | O_NONBLOCK | O_NOCTTY)
    } catch {
      throw DeviceAccessError(error.call, path, error.code, status)
    }
    self.path = path
    self.status = status
    self.loop = loop
    descriptor = NodeDescriptor(opened)
  }

  deinit {
    close()
    buffer.deallocate()
  }

  /// The descriptor's number, nil once it is closed.
  var number: CInt? { descriptor?.descriptor.rawValue }

  /// Begins to read. `onReading` is lent one reading at a time; it is wiped when it returns. `onClose` is called once,
  /// when the device goes or fails, never after `close`, and neither before this returns.
  func start(onReading: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    guard let number else { return }
    self.onReading = onReading
    self.onClose = onClose
    do {
      watch = try loop.watch(number, for: .readable) { [weak self] in self?.turn($0) }
    } catch {
      let cause = "it cannot be watched: \(error)"
      loop.atEndOfTurn { [weak self] in self?.end(cause) }
    }
  }

  /// Reads and throws away what is waiting.
  func drain() {
    for _ in 0..<Self.turnLimit {
      guard let number, case let count = Glibc.read(number, buffer.baseAddress, buffer.count), count > 0 else { return }
      explicit_bzero(buffer.baseAddress!, count)
    }
  }

  /// Writes one record; returns how many bytes went, nil where the device is full or `end` was called.
  func write(_ bytes: [UInt8]) -> Int? {
    guard let number else { return nil }
    do {
      return try SystemError.unlessBlocked("write") {
        bytes.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      }
    } catch {
      let cause = Self.cause(of: error, "writing to")
      loop.atEndOfTurn { [weak self] in self?.end(cause) }
      return nil
    }
  }

  /// Gives the node back; nothing is called afterwards.
  func close() {
    watch?.cancel()
    watch = nil
    onReading = nil
    onClose = nil
    descriptor = nil
  }

  /// Closes it and tells why.
  func end(_ cause: String) {
    let tell = onClose
    close()
    tell?(cause)
  }

  private func turn(_ readiness: Readiness) {
    for _ in 0..<Self.turnLimit {
      guard let number else { return }
      let count: Int?
      do {
        count = try SystemError.unlessBlocked("read") { Glibc.read(number, buffer.baseAddress, buffer.count) }
      } catch {
        return end(Self.cause(of: error, "reading from"))
      }
      guard let count else { break }
      if count == 0 { return end(SerialPort.unplugged) }
      let reading = UnsafeMutableRawBufferPointer(rebasing: buffer[..<count])
      defer { explicit_bzero(reading.baseAddress!, count) }
      onReading?(UnsafeRawBufferPointer(reading))
    }
    if readiness.contains(.hungUp) || readiness.contains(.failed) { end(SerialPort.unplugged) }
  }

  private static func cause(of error: SystemError, _ doing: String) -> String {
    [EIO, ENODEV, ENXIO].contains(error.code) ? SerialPort.unplugged : "\(doing) it failed: \(error.reason)"
  }
}
