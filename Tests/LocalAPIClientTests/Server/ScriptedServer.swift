import Foundation
import Glibc
import HostPlatform

/// An HTTP server on a Unix socket of its own, on a thread of its own, that answers each request with the bytes that a
/// test wants to see handled: well-formed, malformed or broken off.
final class ScriptedServer: @unchecked Sendable {
  let path: String
  private let listener: CInt
  private let lock = NSLock()
  private var received: [ReceivedRequest] = []
  private let hangUps = DispatchSemaphore(value: 0)

  /// Listens and answers with what `script` says.
  init(_ script: @escaping @Sendable (ReceivedRequest) -> ScriptedAnswer) throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("kp-\(UUID().uuidString.prefix(8)).sock").path
    let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    self.listener = listener
    guard listener >= 0 else { throw SystemError(call: "socket") }
    try Self.withAddress(path) { address, length in
      guard bind(listener, address, length) == 0 else { throw SystemError(call: "bind", subject: path) }
    }
    guard listen(listener, 16) == 0 else { throw SystemError(call: "listen", subject: path) }
    Thread.detachNewThread { [weak self] in
      while case let connection = accept(listener, nil, nil), connection >= 0 {
        guard let self else {
          close(connection)
          break
        }
        Thread.detachNewThread { self.serve(connection, script) }
      }
      // Closed by the thread that accepts, lest it accept from another test's listener of the same number.
      close(listener)
    }
  }

  /// Answers every request alike.
  convenience init(always answer: ScriptedAnswer) throws { try self.init { _ in answer } }

  /// Stops listening and removes the socket; clients then find nothing.
  func stop() {
    shutdown(listener, Int32(SHUT_RDWR))
    unlink(path)
  }

  /// The requests so far.
  var requests: [ReceivedRequest] { lock.withLock { received } }

  /// Waits until a client has closed a connection that was held open for it; false after ten seconds.
  func clientHungUp() -> Bool { hangUps.wait(timeout: .now() + 10) == .success }

  private func serve(_ connection: CInt, _ script: (ReceivedRequest) -> ScriptedAnswer) {
    defer { close(connection) }
    guard let request = ReceivedRequest(from: connection) else { return }
    lock.withLock { received.append(request) }
    let answer = script(request)
    for piece in answer.pieces {
      piece.withUnsafeBytes { _ = send(connection, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    }
    if answer.staysOpen {
      var byte: UInt8 = 0
      // A client that leaves something unread resets the connection.
      if read(connection, &byte, 1) <= 0 { hangUps.signal() }
    }
  }

  static func withAddress<Result>(
    _ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) throws -> Result
  ) rethrows -> Result {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
    return try withUnsafePointer(to: &address) { pointer in
      try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        try body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
  }
}
