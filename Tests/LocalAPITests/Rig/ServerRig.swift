import Cryptography
import DeviceModel
import Foundation
import HostPlatform
import TwoFactor

@testable import LocalAPI

/// A server with both kinds of listeners on a loop in a thread of its own, and a handler that records what it is asked.
final class ServerRig: @unchecked Sendable {
  let socket: String
  private(set) var port: UInt16 = 0
  private(set) var port6: UInt16 = 0
  private let folder: URL
  private let loop: EventLoop
  private let condition = NSCondition()

  // On the loop's thread.
  private var server: HTTPServer!
  private var reports: [LoginID: (LoginProgress) -> Void] = [:]
  private var unanswered: [(Result<APIReply, APIFailure>) -> Void] = []

  // Under the condition.
  private var calls: [APICall] = []
  private var logins: [(LoginID, LoginRequest)] = []
  private var abandoned: [LoginID] = []
  private var isStopped = false

  /// What the handler answers, on the loop's thread; nil leaves the call open until `answerOpenCalls`.
  var answer: (APICall) -> Result<APIReply, APIFailure>? = { Samples.reply(to: $0) }
  /// What is reported of a login before `startLogin` returns.
  var immediately: (LoginID, LoginRequest) -> [LoginProgress] = { _, _ in [] }

  init(limits: ServerLimits = ServerLimits(), configure: (ServerRig) -> Void = { _ in }) throws {
    folder = URL(filePath: "/tmp/keyport-api-\(UUID().uuidString.prefix(8))")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    socket = folder.appending(path: "s").path
    loop = try EventLoop()
    configure(self)
    // Standing in for the daemon's standard error: the null device.
    let log = Log(threshold: .error, descriptor: open("/dev/null", O_WRONLY | O_CLOEXEC))
    server = HTTPServer(loop: loop, handler: handler, operators: [], log: log, limits: limits)
    try server.listen(unix: socket)
    port = try server.listen(loopback: "127.0.0.1", port: 0)
    // A machine may be without IPv6.
    port6 = (try? server.listen(loopback: "[::1]", port: 0)) ?? 0
    let thread = Thread { [self] in
      try? loop.run()
      locked { isStopped = true }
    }
    thread.start()
  }

  deinit { try? FileManager.default.removeItem(at: folder) }

  private var handler: APIHandler {
    APIHandler(
      answer: { [unowned self] call, reply in
        if let result = answer(call) { reply(result) } else { unanswered.append(reply) }
        locked { calls.append(call) }
      },
      startLogin: { [unowned self] request, report in
        var random = KernelRandom()
        let id = LoginID(
          random.secret(count: 16).withBytes { $0.map { String(format: "%02x", $0) }.joined() })!
        reports[id] = report
        for progress in immediately(id, request) { report(progress) }
        locked { logins.append((id, request)) }
        return id
      },
      abandonLogin: { [unowned self] id in locked { abandoned.append(id) } })
  }

  // MARK: From the test's thread

  /// Ends the server and its loop; returns when both have ended.
  func stop() {
    loop.perform { [self] in
      server.close()
      loop.stop()
    }
    wait { isStopped }
    server = nil
  }

  func publish(_ events: [APIEvent]) {
    loop.perform { [self] in for event in events { server.publish(event) } }
  }

  func report(_ id: LoginID, _ progress: LoginProgress) {
    loop.perform { [self] in reports[id]?(progress) }
  }

  func answerOpenCalls(_ result: Result<APIReply, APIFailure>) {
    loop.perform { [self] in
      for reply in unanswered { reply(result) }
      unanswered = []
    }
  }

  /// Runs `body` on the loop's thread and returns what it returns.
  func onLoop<Value: Sendable>(_ body: @escaping @Sendable (HTTPServer) -> Value) -> Value {
    let box = Box<Value>()
    loop.perform { [self] in
      let value = body(server)
      locked { box.value = value }
    }
    wait { box.value != nil }
    return box.value!
  }

  /// The next login that the handler was asked to start.
  func nextLogin() -> (id: LoginID, request: LoginRequest) {
    wait { !logins.isEmpty }
    return locked { logins.removeFirst() }
  }

  /// The next call that the handler was asked.
  func nextCall() -> APICall {
    wait { !calls.isEmpty }
    return locked { calls.removeFirst() }
  }

  /// The next login that was abandoned.
  func nextAbandoned() -> LoginID {
    wait { !abandoned.isEmpty }
    return locked { abandoned.removeFirst() }
  }

  var callCount: Int { locked { calls.count } }
  var loginCount: Int { locked { logins.count } }
  var abandonedCount: Int { locked { abandoned.count } }

  /// Waits until `isSo`; a test that waits for what never comes is ended by its time limit.
  private func wait(_ isSo: () -> Bool) {
    condition.lock()
    while !isSo() { condition.wait() }
    condition.unlock()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    condition.lock()
    defer {
      condition.broadcast()
      condition.unlock()
    }
    return body()
  }

  private final class Box<Value>: @unchecked Sendable {
    var value: Value?
  }
}

extension ServerRig {
  /// A client on the Unix socket: as these tests run under the daemon's own user, an operator.
  func unixClient() throws -> RawClient { try RawClient(unix: socket) }

  /// A client on the loopback port.
  func loopbackClient() throws -> RawClient { try RawClient(port: port) }

  /// The Host header that belongs to the loopback port.
  var host: String { "localhost:\(port)" }
}
