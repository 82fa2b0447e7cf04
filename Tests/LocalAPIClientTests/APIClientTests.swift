import Cryptography
import Foundation
import Testing

@testable import LocalAPIClient

@Suite("The API's client")
struct APIClientTests {
  private func failure(_ answer: ScriptedAnswer) throws -> APIClientError? {
    let server = try ScriptedServer(always: answer)
    defer { server.stop() }
    let client = APIClient(socketPath: server.path)
    return #expect(throws: APIClientError.self) { _ = try client.devices() }
  }

  @Test("a request says what it wants and sends its body as JSON")
  func request() throws {
    let server = try ScriptedServer(always: .json(#"{"name": "alice", "tokens": 0, "digits": []}"#, status: 201))
    defer { server.stop() }
    let account = try APIClient(socketPath: server.path).addAccount("alice")
    #expect(account.name == "alice" && account.tokenCount == 0)
    let request = try #require(server.requests.first)
    #expect(request.method == "POST" && request.target == "/v1/accounts" && request.body == #"{"name":"alice"}"#)
    #expect(request.headers["content-type"] == "application/json" && request.headers["accept"] == "application/json")
    #expect(request.headers["host"] == "localhost" && request.headers["expect"] == nil)
  }

  @Test("neither a proxy of the environment nor a redirect leads away from the socket")
  func noWayOut() throws {
    setenv("http_proxy", "http://127.0.0.1:9", 1)
    setenv("ALL_PROXY", "http://127.0.0.1:9", 1)
    defer {
      unsetenv("http_proxy")
      unsetenv("ALL_PROXY")
    }
    let redirect = "HTTP/1.1 302 Found\r\nLocation: http://localhost/elsewhere\r\nContent-Length: 0\r\n\r\n"
    #expect(try failure(.raw(redirect)) == .nonsense("HTTP status 302 without a reason"))
  }

  @Test("no socket, and a socket that nobody listens at, are told apart")
  func unreachable() throws {
    let server = try ScriptedServer(always: .json("{}"))
    server.stop()
    let client = APIClient(socketPath: server.path)
    let missing = #expect(throws: APIClientError.self) { _ = try client.devices() }
    #expect(
      missing?.description == "keyportd is not running, or listens elsewhere: no socket at \(server.path); "
        + "start it, or give --socket PATH")
    let stale = try StaleSocket()
    let refused = #expect(throws: APIClientError.self) { _ = try APIClient(socketPath: stale.path).devices() }
    #expect(refused?.description.contains("nobody listens at the socket \(stale.path)") == true)
  }

  @Test("a path longer than a socket's address can hold is unreachable, not cut short")
  func longPath() {
    let path = "/tmp/" + String(repeating: "x", count: 200)
    let error = #expect(throws: APIClientError.self) { _ = try APIClient(socketPath: path).devices() }
    #expect(error?.description.contains("File name too long") == true)
  }

  @Test("what the daemon declines comes with its status, its word and its message")
  func declined() throws {
    #expect(
      try failure(.declined(409, "account_exists", "alice exists already"))
        == .declined(status: 409, code: "account_exists", message: "alice exists already"))
  }

  @Test(
    "what does not speak the API is called nonsense",
    arguments: [
      "SSH-2.0-OpenSSH_9.2\r\n", "HTTP/1.1 500 Oops\r\nContent-Length: 2\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n[]",
      "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}",
      "HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"devices\":[1]}",
      "HTTP/1.1 200 OK\r\nContent-Length: 16\r\n\r\n{\"devices\":[{}]}",
      "HTTP/1.1 200 OK\r\nContent-Le",
    ])
  func nonsense(_ answer: String) throws {
    let error = try failure(.raw(answer))
    guard case .nonsense = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test(
    "a daemon that dies in mid-answer is told from one that answers",
    arguments: [
      "", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"devices\":",
      "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
    ])
  func brokenOff(_ answer: String) throws {
    let error = try failure(.raw(answer))
    guard case .brokenOff = error else {
      Issue.record("\(String(describing: error))")
      return
    }
  }

  @Test("an answer without bounds is given up")
  func endless() throws {
    let head = "HTTP/1.1 200 OK\r\n\r\n["
    let answer = ScriptedAnswer(
      pieces: [Array(head.utf8)] + Array(repeating: [UInt8](repeating: 0x20, count: 1 << 16), count: 130))
    #expect(try failure(answer) == .nonsense("an answer of more than 8 MiB"))
  }

  @Test("text that is not UTF-8 is never sent")
  func notText() throws {
    let server = try ScriptedServer(always: .json("{}"))
    defer { server.stop() }
    let order = TokenOrder(source: .key(SecretBytes(copying: [0xFF])))
    #expect(throws: APIClientError.notText) { _ = try APIClient(socketPath: server.path).enrol("alice", order) }
    #expect(server.requests.isEmpty)
  }
}
