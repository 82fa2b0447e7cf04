internal import CLinux
import DeviceModel
import Glibc
import HostPlatform

/// Opens a tty for this process alone and sets its line.
enum SerialDescriptor {
  /// Opens `path` and returns its descriptor, raw, non-blocking, locked and set to `line`.
  static func open(_ path: String, line: SerialLine) throws(DeviceAccessError) -> OwnedFileDescriptor {
    // Before it is opened: opening a FIFO or a tape has effects of its own.
    var node = stat()
    if stat(path, &node) != 0 { throw DeviceAccessError("stat", path, errno) }
    try refuseUnlessTerminal(path, node)
    let descriptor: OwnedFileDescriptor
    do {
      descriptor = try OwnedFileDescriptor.open(path, O_RDWR | O_NOCTTY | O_NONBLOCK)
    } catch {
      throw DeviceAccessError(error.call, path, error.code, node)
    }
    let number = descriptor.rawValue
    // The node may have been replaced between the two calls; what counts is what is open.
    guard fstat(number, &node) == 0 else { throw DeviceAccessError("fstat", path, errno) }
    try refuseUnlessTerminal(path, node)
    guard isatty(number) == 1 else { throw .failed("\(path) is no serial port: it takes no line settings") }
    try take(number, path, node)
    try set(number, path, line, pseudo: DeviceHolder.isPseudoTerminal(node))
    return descriptor
  }

  /// Gives the port back, so that the next to open it finds it free.
  static func release(_ number: CInt) {
    // What the device does not take any more would otherwise hold up `close` for up to 30 seconds.
    _ = tcflush(number, TCOFLUSH)
    _ = keyport_tty_shared(number)
  }

  private static func refuseUnlessTerminal(_ path: String, _ node: stat) throws(DeviceAccessError) {
    switch node.st_mode & S_IFMT {
    case S_IFCHR: return
    case S_IFDIR: throw .failed("\(path) is a directory, not a serial port")
    case S_IFREG: throw .failed("\(path) is a regular file, not a serial port")
    default: throw .failed("\(path) is not a serial port")
    }
  }

  private static func take(_ number: CInt, _ path: String, _ node: stat) throws(DeviceAccessError) {
    // The kernel lets root pass an exclusive port, so the mark is looked at. A pty keeps it when its holder was
    // killed: without a visible holder it means nothing.
    if keyport_tty_is_exclusive(number) == 1, let holder = DeviceHolder.find(node, except: number) {
      throw .busy(holder: holder)
    }
    if flock(number, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK else { throw DeviceAccessError("flock", path, errno) }
      throw .busy(holder: DeviceHolder.find(node, except: number) ?? "another program")
    }
    guard keyport_tty_exclusive(number) == 0 else { throw DeviceAccessError("ioctl TIOCEXCL", path, errno) }
  }

  private static func set(
    _ number: CInt, _ path: String, _ line: SerialLine, pseudo: Bool
  ) throws(DeviceAccessError) {
    var current = termios()
    guard tcgetattr(number, &current) == 0 else { throw DeviceAccessError("tcgetattr", path, errno) }
    guard var wanted = TerminalSettings.applying(line, to: current) else {
      throw .failed("\(path): no line runs at \(line.baud) baud; choose one of \(SerialLine.rates)")
    }
    // What came in before the line was set is noise.
    guard tcsetattr(number, TCSANOW, &wanted) == 0, tcflush(number, TCIFLUSH) == 0,
      tcgetattr(number, &current) == 0
    else { throw DeviceAccessError("tcsetattr", path, errno) }
    // A driver may take less than it was asked for, and tcsetattr is content. A pty has no wire and no framing.
    if !TerminalSettings.sameRate(wanted, current) {
      throw .failed("\(path) does not run at \(line.baud) baud: choose another rate for it")
    }
    if line.isRS485, keyport_tty_rs485(number, true) != 0 {
      guard [ENOTTY, EINVAL, EOPNOTSUPP].contains(errno) else {
        throw DeviceAccessError("ioctl TIOCSRS485", path, errno)
      }
      throw .failed(
        "\(path) has no RS-485 mode: take 'rs485' out of its settings if its adapter switches direction by itself")
    }
    if !pseudo && !TerminalSettings.sameFraming(wanted, current) {
      throw .failed("\(path) does not do \(line.framing): choose another framing for it")
    }
  }
}
