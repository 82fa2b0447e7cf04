import Foundation
import Testing

@testable import LocalAPIClient

@Suite("Streams of events")
struct EventStreamTests {
  @Test("events come as they are sent, and the stream's end is told from an event")
  func events() throws {
    let server = try ScriptedServer(always: .events([("key", #"{"seat":"seat0"}"#), ("device", "{}")]))
    defer { server.stop() }
    var stream = try APIClient(socketPath: server.path).events()
    #expect(try stream.next() == ServerSentEvent(name: "key", data: Array(#"{"seat":"seat0"}"#.utf8)))
    #expect(try stream.next()?.name == "device")
    #expect(try stream.next() == nil)
    #expect(server.requests.first?.headers["accept"] == "text/event-stream")
  }

  @Test("an event is delivered while the stream stays open, and letting go of the stream closes it")
  func delivery() throws {
    let server = try ScriptedServer(always: .events([("key", "{}")], staysOpen: true))
    defer { server.stop() }
    do {
      var stream = try APIClient(socketPath: server.path).events()
      #expect(try stream.next()?.name == "key")
    }
    #expect(server.clientHungUp())
  }

  @Test("what came before the daemon died is delivered, and then the death")
  func death() throws {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream; charset=utf-8\r\nTransfer-Encoding: chunked\r\n\r\n"
    let server = try ScriptedServer(always: .raw(head + "10\r\nevent:x\ndata:y\n\n\r\n"))
    defer { server.stop() }
    var stream = try APIClient(socketPath: server.path).events()
    #expect(try stream.next()?.name == "x")
    let error = caught { _ = try stream.next() }
    #expect(error == .brokenOff("in mid-answer"))
  }

  @Test("an error instead of a stream is the daemon's, whole")
  func declined() throws {
    let server = try ScriptedServer(always: .declined(403, "forbidden", "operators only"))
    defer { server.stop() }
    var stream = try APIClient(socketPath: server.path).events()
    let error = caught { _ = try stream.next() }
    #expect(error == .declined(status: 403, code: "forbidden", message: "operators only"))
  }

  @Test("an error without a body is nonsense with its status")
  func bareError() throws {
    let server = try ScriptedServer(always: .raw("HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n"))
    defer { server.stop() }
    var stream = try APIClient(socketPath: server.path).events()
    let error = caught { _ = try stream.next() }
    #expect(error == .nonsense("HTTP status 503 without a reason"))
  }

  @Test("an answer that is no stream is nonsense")
  func noStream() throws {
    let server = try ScriptedServer(always: .json("{}"))
    defer { server.stop() }
    var stream = try APIClient(socketPath: server.path).events()
    let error = caught { _ = try stream.next() }
    #expect(error == .nonsense("not a stream of events, but 'application/json'"))
  }

  @Test("a stop that is readable ends the wait, and so does one whose other end is closed", arguments: [true, false])
  func stops(byWriting: Bool) throws {
    let server = try ScriptedServer(always: .events([], staysOpen: true))
    defer { server.stop() }
    let pipe = Pipe()
    var stream = try APIClient(socketPath: server.path).events(stoppedBy: [pipe.fileHandleForReading.fileDescriptor])
    if byWriting { pipe.fileHandleForWriting.write(Data([1])) } else { try pipe.fileHandleForWriting.close() }
    let error = caught { _ = try stream.next() }
    #expect(error == .stopped(by: pipe.fileHandleForReading.fileDescriptor))
  }

  /// `#expect(throws:)` takes a closure that may escape, which a stream cannot enter.
  private func caught(_ body: () throws -> Void) -> APIClientError? {
    do {
      try body()
      return nil
    } catch {
      return error as? APIClientError
    }
  }
}
