import Foundation
import Glibc

/// A client made of a bare socket, which can also do what no proper client does.
final class RawClient {
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  private var descriptor: CInt
  private var received: [UInt8] = []

  convenience init(unix path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    try self.init(&address, AF_UNIX)
  }

  convenience init(port: UInt16) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    try self.init(&address, AF_INET)
  }

  convenience init(port6 port: UInt16) throws {
    var address = sockaddr_in6()
    address.sin6_family = sa_family_t(AF_INET6)
    address.sin6_port = port.bigEndian
    address.sin6_addr = in6addr_loopback
    try self.init(&address, AF_INET6)
  }

  private init<Address>(_ address: inout Address, _ family: CInt) throws {
    descriptor = socket(family, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    // Long enough for any machine; a test that runs into it has failed.
    var patience = timeval(tv_sec: 20, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    let socket = descriptor
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(socket, $0, socklen_t(MemoryLayout<Address>.size))
      }
    }
    guard connected == 0 else { throw Failure(description: "connect: \(String(cString: strerror(errno)))") }
  }

  deinit { close() }

  func close() {
    if descriptor >= 0 { Glibc.close(descriptor) }
    descriptor = -1
  }

  /// Makes the kernel keep little, so that a client that does not read is felt soon.
  func shrinkReceiveBuffer() {
    var size: CInt = 4096
    setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &size, socklen_t(MemoryLayout<CInt>.size))
  }

  func closeSendingSide() { shutdown(descriptor, CInt(SHUT_WR)) }

  /// Sends all of it; false when the server has closed.
  @discardableResult
  func send(_ bytes: some Collection<UInt8>) -> Bool {
    let bytes = Array(bytes)
    var sent = 0
    while sent < bytes.count {
      let count = bytes.withUnsafeBytes {
        Glibc.send(descriptor, $0.baseAddress! + sent, bytes.count - sent, CInt(MSG_NOSIGNAL))
      }
      if count <= 0 { return false }
      sent += count
    }
    return true
  }

  @discardableResult
  func send(_ text: String) -> Bool { send(Array(text.utf8)) }

  /// A request with the headers that every client sends.
  @discardableResult
  func request(
    _ method: String, _ path: String, host: String? = "localhost", headers: [String: String] = [:],
    body: String? = nil, type: String? = "application/json"
  ) -> Bool {
    var text = "\(method) \(path) HTTP/1.1\r\n"
    if let host { text += "Host: \(host)\r\n" }
    for (name, value) in headers { text += "\(name): \(value)\r\n" }
    if let body {
      if let type { text += "Content-Type: \(type)\r\n" }
      text += "Content-Length: \(body.utf8.count)\r\n"
    }
    return send(text + "\r\n" + (body ?? ""))
  }

  /// Reads one answer to its end.
  func reply(toHead: Bool = false) throws -> HTTPReply {
    var reply = try head()
    guard !toHead else { return reply }
    if reply.headers["transfer-encoding"] == "chunked" {
      while let chunk = try chunk() { reply.body += chunk }
    } else if let length = reply.headers["content-length"].flatMap({ Int($0) }) {
      reply.body = try take(length)
    }
    return reply
  }

  /// Reads an answer's head.
  func head() throws -> HTTPReply {
    let end = Array("\r\n\r\n".utf8)
    while true {
      if let place = received.firstRange(of: end) {
        let text = String(decoding: received[..<place.lowerBound], as: UTF8.self)
        received.removeSubrange(..<place.upperBound)
        return try HTTPReply(head: text)
      }
      guard try receive() else { throw Failure(description: "the connection ended before an answer") }
    }
  }

  /// Reads one chunk of an answer in chunks; nil at their end.
  func chunk() throws -> [UInt8]? {
    let line = Array("\r\n".utf8)
    while true {
      if let place = received.firstRange(of: line) {
        let size = Int(String(decoding: received[..<place.lowerBound], as: UTF8.self), radix: 16)
        guard let size else { throw Failure(description: "no chunk's size") }
        received.removeSubrange(..<place.upperBound)
        let bytes = try take(size)
        _ = try take(2)
        return size == 0 ? nil : bytes
      }
      guard try receive() else { throw Failure(description: "the connection ended in a stream") }
    }
  }

  /// Reads a stream's next event, as its lines; nil at the end. The one that says that all present devices have been
  /// told is passed over unless asked for.
  func event(withReady: Bool = false) throws -> [String]? {
    let end = Array("\n\n".utf8)
    while true {
      while let place = events.firstRange(of: end) {
        let text = String(decoding: events[..<place.lowerBound], as: UTF8.self)
        events.removeSubrange(..<place.upperBound)
        if withReady || !text.hasPrefix("event: ready\n") { return text.split(separator: "\n").map(String.init) }
      }
      guard let chunk = try chunk() else { return nil }
      events += chunk
    }
  }
  private var events: [UInt8] = []

  /// Reads until the server closes, which it does.
  func rest() throws -> [UInt8] {
    while try receive() {}
    defer { received = [] }
    return received
  }

  private func take(_ count: Int) throws -> [UInt8] {
    while received.count < count {
      guard try receive() else { throw Failure(description: "the connection ended in an answer's body") }
    }
    defer { received.removeFirst(count) }
    return Array(received.prefix(count))
  }

  private func receive() throws -> Bool {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    if count < 0 {
      if errno == ECONNRESET || errno == EPIPE { return false }
      throw Failure(description: "recv: \(String(cString: strerror(errno)))")
    }
    received += buffer.prefix(count)
    return count > 0
  }
}
