import Testing

@testable import LocalAPI

@Suite("Bodies in JSON", .timeLimit(.minutes(15)))
struct JSONFieldsTests {
  struct Bad: Sendable, CustomTestStringConvertible {
    let body: String
    let code: String
    /// What the message names.
    var names = ""
    var testDescription: String { body }
  }

  /// For `POST /v1/logins`. The digits 739154 stand for a code in every one that has any.
  static let bad: [Bad] = [
    Bad(body: "{", code: "malformed_json", names: "an end too early"),
    Bad(body: "739154", code: "malformed_json"),
    Bad(body: "nonsense 739154", code: "malformed_json", names: "line 1, column"),
    Bad(body: "[]", code: "wrong_type"),
    Bad(body: "\"739154\"", code: "malformed_json"),
    Bad(body: #"{"account": "alice"} x"#, code: "malformed_json", names: "more after the end"),
    Bad(body: #"{"account": "alice", "account": "bob"}"#, code: "malformed_json", names: "twice"),
    Bad(body: #"{"account": "alice", "code": "739154", "code": "739154"}"#, code: "malformed_json", names: "twice"),
    Bad(body: #"{"account": "alice",}"#, code: "malformed_json"),
    Bad(body: #"{'account': 'alice'}"#, code: "malformed_json"),
    Bad(body: #"{"account": "a\u0000b"}"#, code: "malformed_json", names: "NUL"),
    Bad(body: #"{"account": "\ud800"}"#, code: "malformed_json"),
    Bad(body: #"{"account": "alice", "timeout": 1e999}"#, code: "malformed_json", names: "too large"),
    Bad(body: #"{"account": "alice", "timeout": 99999999999999999999}"#, code: "malformed_json", names: "too large"),
    Bad(body: String(repeating: "[", count: 60_000), code: "malformed_json", names: "too many levels"),
    Bad(body: "{}", code: "missing_member", names: "'account'"),
    Bad(body: "", code: "missing_member", names: "'account'"),
    Bad(body: #"{"account": null}"#, code: "missing_member", names: "'account'"),
    Bad(body: #"{"account": 7}"#, code: "wrong_type", names: "'account' is to be a string"),
    Bad(body: #"{"account": "alice", "code": 739154}"#, code: "wrong_type", names: "'code' is to be a string"),
    Bad(
      body: #"{"account": "alice", "timeout": "60"}"#, code: "wrong_type", names: "'timeout' is to be a whole number"),
    Bad(body: #"{"account": "alice", "timeout": 1.5}"#, code: "wrong_type", names: "'timeout'"),
    Bad(body: #"{"account": "alice", "timeout": 0}"#, code: "out_of_range", names: "1 to 600"),
    Bad(body: #"{"account": "alice", "timeout": 601}"#, code: "out_of_range", names: "1 to 600"),
    Bad(body: #"{"account": "alice", "pin": "739154"}"#, code: "unknown_member", names: "'pin'"),
    Bad(body: #"{"account": "-alice"}"#, code: "bad_account"),
    Bad(body: #"{"account": "../../etc"}"#, code: "bad_account"),
    Bad(body: #"{"account": ""}"#, code: "bad_account"),
    Bad(body: #"{"account": "alice", "seat": ""}"#, code: "bad_seat"),
    Bad(body: #"{"account": "alice", "seat": "a\nb"}"#, code: "bad_seat"),
    Bad(body: #"{"account": "alice", "code": "73915x"}"#, code: "bad_code"),
    Bad(body: #"{"account": "alice", "code": ""}"#, code: "bad_code"),
    Bad(body: #"{"account": "alice", "code": "73915473915473915"}"#, code: "bad_code"),
  ]

  @Test("a bad body is refused with its fault, and without a part of it", arguments: bad)
  func malformed(sample: Bad) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/logins", body: sample.body)
    let reply = try client.reply()
    #expect(reply.status == 400)
    #expect(reply.errorCode == sample.code)
    let message = try #require(reply.errorMessage)
    #expect(message.contains(sample.names))
    #expect(!message.contains("7391"))
    #expect(rig.loginCount == 0)
  }

  @Test("bytes that are no UTF-8 are refused", arguments: [[0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80]] as [[UInt8]])
  func invalidUTF8(bytes: [UInt8]) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    let body = Array(#"{"account": ""#.utf8) + bytes + Array(#""}"#.utf8)
    client.send(
      "POST /v1/logins HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: \(body.count)\r\n\r\n")
    client.send(body)
    let reply = try client.reply()
    #expect(reply.errorCode == "malformed_json")
    #expect(try #require(reply.errorMessage).contains("UTF-8"))
  }

  @Test(
    "a body of another type is refused",
    arguments: ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", "application/jsonx", nil])
  func contentType(type: String?) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/accounts", body: #"{"name":"bob"}"#, type: type)
    let reply = try client.reply()
    #expect(reply.status == 415)
    #expect(reply.errorCode == "wrong_content_type")
    #expect(rig.callCount == 0)
  }

  @Test("a type with a character set is JSON all the same")
  func charset() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request("POST", "/v1/accounts", body: #"{"name":"bob"}"#, type: "Application/JSON; charset=utf-8")
    #expect(try client.reply().status == 201)
  }
}
