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
    // Closed on exec from the start: a process that another test starts meanwhile must not keep the terminal open.
    master = posix_openpt(O_RDWR | O_NOCTTY | O_CLOEXEC)
    var name = [CChar](repeating: 0, count: 64)
    guard master >= 0, grantpt(master) == 0, unlockpt(master) == 0, ptsname_r(master, &name, name.count) == 0 else {
      throw SystemError(call: "posix_openpt")
    }
    let slave = open(name, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard slave >= 0 else { throw SystemError(call: "open") }
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
