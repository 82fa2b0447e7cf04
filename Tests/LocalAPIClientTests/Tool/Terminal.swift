import Foundation
import Glibc
import HostPlatform

/// A pseudo-terminal for a process to believe in.
final class Terminal {
  private let master: CInt
  /// The process's side.
  let slave: FileHandle
  private var seen: [UInt8] = []

  init(columns: UInt16 = 80) throws {
    // Closed on exec from the start, unlike openpty's: a process that another test starts meanwhile must not keep the
    // terminal open. The numbers are TIOCSPTLCK and TIOCGPTPEER (ioctl_tty(2)), which the Glibc module leaves out.
    master = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    var unlocked: CInt = 0
    guard master >= 0, ioctl(master, 0x4004_5431, &unlocked) == 0 else { throw SystemError(call: "open /dev/ptmx") }
    let slave = ioctl(master, 0x5441, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw SystemError(call: "ioctl TIOCGPTPEER") }
    var size = winsize(ws_row: 40, ws_col: columns, ws_xpixel: 0, ws_ypixel: 0)
    _ = ioctl(slave, UInt(TIOCSWINSZ), &size)
    self.slave = FileHandle(fileDescriptor: slave, closeOnDealloc: true)
  }

  deinit { close(master) }

  /// Types.
  func type(_ text: String) {
    var text = text
    text.withUTF8 { _ = write(master, $0.baseAddress, $0.count) }
  }

  /// Reads until `text` has been shown; false where the other side has closed, or ten seconds have passed, before.
  func shows(_ text: String) -> Bool {
    while !screen.contains(text) {
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      guard poll(&ready, 1, 10_000) == 1 else { return false }
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = read(master, &buffer, buffer.count)
      if count <= 0 { return false }
      seen.append(contentsOf: buffer[..<count])
    }
    return true
  }

  /// Closes the process's side here, and reads all that it shows until it ends.
  func readToEnd() -> String {
    try? slave.close()
    _ = shows("\0 never shown \0")
    return screen
  }

  /// All that has been shown.
  var screen: String { String(decoding: seen, as: UTF8.self) }
}
