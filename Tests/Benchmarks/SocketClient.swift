import Foundation

/// A connected stream socket read and written with as little in between as can be, so that what is timed is the daemon.
final class SocketClient {
  private let descriptor: Int32
  private var buffer = [UInt8](repeating: 0, count: 65536)
  private var arrived: [UInt8] = []

  /// Connects to a Unix socket; nil while nobody listens.
  init?(unix path: String) {
    descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8.prefix(107)) + [0]) }
    let size = socklen_t(MemoryLayout<sockaddr_un>.size)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    if !connected {
      close(descriptor)
      return nil
    }
  }

  /// Connects to a port on loopback; nil while nobody listens.
  init?(port: UInt16) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let size = socklen_t(MemoryLayout<sockaddr_in>.size)
    let connected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) == 0 }
    }
    if !connected {
      close(descriptor)
      return nil
    }
  }

  deinit { close(descriptor) }

  func send(_ text: String) {
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      precondition(count > 0, "the daemon closed the connection")
      rest = rest.dropFirst(count)
    }
  }

  /// Throws away what has arrived by now.
  func drain() {
    arrived.removeAll()
    while recv(descriptor, &buffer, buffer.count, Int32(MSG_DONTWAIT)) > 0 {}
  }

  /// Reads until `text` has arrived, and keeps what came after it for the next call; false when the connection ends
  /// first.
  @discardableResult
  func receive(until text: String) -> Bool {
    let wanted = Array(text.utf8)
    while true {
      if let place = arrived.firstRange(of: wanted) {
        arrived.removeSubrange(..<place.upperBound)
        return true
      }
      // A daemon that says nothing for this long ends the bench instead of hanging it.
      var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&waiting, 1, 10_000) > 0 else { return false }
      let count = read(descriptor, &buffer, buffer.count)
      if count <= 0 { return false }
      arrived += buffer[..<count]
    }
  }
}
