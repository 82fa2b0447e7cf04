import Glibc
import HostPlatform

/// The device's end of a pty; the port that programs open is at `path`.
final class PseudoTerminal {
  let path: String
  private var master: OwnedFileDescriptor?
  private let number: CInt

  init() throws {
    // Not openpty: between it and a later O_CLOEXEC another test may start a program, which would keep the pty alive.
    let master = try OwnedFileDescriptor.open("/dev/ptmx", O_RDWR | O_NOCTTY | O_NONBLOCK)
    number = master.rawValue
    self.master = consume master
    // TIOCSPTLCK and TIOCGPTN (ioctl_tty(2)).
    var lock: CInt = 0
    var index: CInt = 0
    guard ioctl(number, 0x4004_5431, &lock) == 0, ioctl(number, 0x8004_5430, &index) == 0 else {
      throw SystemError(call: "ioctl", subject: "/dev/ptmx")
    }
    path = "/dev/pts/\(index)"
  }

  /// Types `bytes` as far as the kernel takes them, and returns how many those were.
  @discardableResult
  func type(_ bytes: [UInt8]) -> Int {
    var count = 0
    while count < bytes.count {
      let more = bytes[count...].withUnsafeBytes { write(number, $0.baseAddress, $0.count) }
      if more <= 0 { break }
      count += more
    }
    return count
  }

  /// What has been written to the port.
  func received() -> [UInt8] {
    var all: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = read(number, &buffer, buffer.count)
      if count <= 0 { return all }
      all += buffer.prefix(count)
    }
  }

  /// The line's settings; both ends have the same.
  func settings() -> termios {
    var settings = termios()
    tcgetattr(number, &settings)
    return settings
  }

  /// Pulls the plug.
  func unplug() { master = nil }
}
