import Foundation

/// A serial keypad that is a pty's master: the daemon has the other end, under a path of the test's choosing.
package final class Keypad: @unchecked Sendable {
  package let path: String
  private var master: Int32

  /// Plugs in a keypad whose tty can be reached as `path`.
  package init(at path: String) throws {
    self.path = path
    var slave: Int32 = -1
    var opened: Int32 = -1
    var name = [CChar](repeating: 0, count: 64)
    guard openpty(&opened, &slave, &name, nil, nil) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    _ = fcntl(opened, F_SETFD, FD_CLOEXEC)
    close(slave)
    master = opened
    unlink(path)
    guard symlink(name, path) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
  }

  deinit { unplug() }

  package func type(_ text: String) throws { try type(Array(text.utf8)) }

  package func type(_ bytes: [UInt8]) throws {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(master, $0.baseAddress, $0.count) }
      guard count > 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
      rest = rest.dropFirst(count)
    }
  }

  /// Pulls it out; its node goes with it.
  package func unplug() {
    guard master >= 0 else { return }
    unlink(path)
    close(master)
    master = -1
  }
}
