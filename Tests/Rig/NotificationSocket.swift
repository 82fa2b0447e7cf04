import Foundation

/// The service manager's end of sd_notify(3): a datagram socket that says when the daemon is ready.
package final class NotificationSocket {
  struct NeverReady: Error, CustomStringConvertible { var description: String }

  package let path: String
  private let descriptor: Int32

  package init(path: String) throws {
    self.path = path
    unlink(path)
    descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8.prefix(107)) + [0]) }
    let bound = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    guard bound == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    // A daemon may run as another user than the test.
    chmod(path, 0o666)
  }

  deinit { close(descriptor) }

  /// Waits for `message`; throws with the daemon's last words if it ends instead.
  package func wait(for message: String, from running: Running) throws {
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      var poll = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      // Half a second at a time, only to notice a daemon that ended without a word.
      if Glibc.poll(&poll, 1, 500) > 0 {
        let count = recv(descriptor, &buffer, buffer.count, 0)
        if count > 0, String(decoding: buffer[..<count], as: UTF8.self).contains(message) { return }
      } else if !running.process.isRunning {
        let finished = running.finish()
        throw NeverReady(description: "keyportd ended with \(finished.status): \(finished.errors)")
      }
    }
  }
}
