import Foundation
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("Answers in JSON", .timeLimit(.minutes(15)))
struct RepliesJSONTests {
  private func get(_ method: String, _ path: String, body: String? = nil) throws -> [String: Any] {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request(method, path, body: body)
    let reply = try client.reply()
    #expect(reply.headers["content-type"] == "application/json")
    return reply.json
  }

  private func expect(_ json: Any?, _ text: String) throws {
    let expected = try JSONSerialization.jsonObject(with: Data(text.utf8), options: .fragmentsAllowed)
    #expect((json as? NSObject) == (expected as? NSObject))
  }

  @Test("the version")
  func version() throws {
    try expect(
      try get("GET", "/v1/version"),
      #"{"version": "0.1.0", "api": 1, "lab": true, "ready_devices": 1, "waiting_logins": 0}"#)
  }

  @Test("devices")
  func devices() throws {
    try expect(
      try get("GET", "/v1/devices"),
      #"""
      {"devices": [{"name": "keypad0", "driver": "LineKeypad", "path": "/dev/ttyUSB0", "state": "ready", "cause": null,
      "origin": "hardware", "seat": "seat0", "capabilities": ["keys", "display"], "session": false,
      "vendor": "ACME", "product": "Pad 3", "serial": "42"}]}
      """#)
  }

  @Test("accounts")
  func accounts() throws {
    try expect(
      try get("GET", "/v1/accounts"),
      #"{"accounts": [{"name": "alice", "tokens": 2, "digits": [6, 8], "created": 1700000000}]}"#)
  }

  @Test("tokens, and one just registered with its URI")
  func tokens() throws {
    let token = #"""
      {"id": 7, "label": "desk", "type": "totp", "algorithm": "SHA1", "digits": 6, "period": 30, "emulated": false,
      "registered": 1700000100, "last_used": null}
      """#
    try expect(try get("GET", "/v1/accounts/alice/tokens"), "{\"tokens\": [\(token)]}")
    try expect(
      try get("POST", "/v1/accounts/alice/tokens", body: "{}"),
      "{\"account\": \"alice\", \"token\": \(token), \"uri\": \"otpauth://totp/alice?secret=ABC\", \"slot\": null}")
  }

  @Test("what the stand-in shows")
  func standIn() throws {
    try expect(try get("POST", "/v1/stand-in/code", body: "{}"), #"{"label": "desk", "code": "123456"}"#)
  }

  struct Outcome: Sendable {
    let outcome: LoginOutcome
    let json: String
  }

  static let outcomes = [
    Outcome(outcome: .accepted, json: #"{"outcome": "accepted", "reason": null, "tries_left": null}"#),
    Outcome(
      outcome: .refused(.wrongCode(triesLeft: 3)),
      json: #"{"outcome": "refused", "reason": "wrong_code", "tries_left": 3}"#),
    Outcome(
      outcome: .refused(.locked(for: .milliseconds(29_001))),
      json: #"{"outcome": "refused", "reason": "locked", "retry_after": 30, "tries_left": null}"#),
    Outcome(outcome: .expired, json: #"{"outcome": "expired", "reason": "no_code"}"#),
    Outcome(outcome: .error("the disk is full"), json: #"{"outcome": "error", "reason": "in_doubt"}"#),
  ]

  @Test("a login's outcome, with words for people", arguments: outcomes)
  func outcome(sample: Outcome) throws {
    let id = try #require(LoginID(String(repeating: "ab", count: 16)))
    let report = Samples.login(id, sample.outcome)
    let bytes = report.json.encoded().copy
    let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: Any])
    #expect(json["login"] as? String == id.text)
    #expect(json["state"] as? String == sample.outcome.word)
    #expect(try #require(json["message"] as? String).hasSuffix("."))
    let expected = try #require(try JSONSerialization.jsonObject(with: Data(sample.json.utf8)) as? [String: NSObject])
    for (key, value) in expected { #expect(json[key] as? NSObject == value, "\(key)") }
  }

  @Test("text of any kind comes through", arguments: ["", "\"\\\u{0}\u{1F}\n\r\u{7F}", "金鑰🔑", "\u{2028}\u{FFFD}"])
  func text(text: String) throws {
    let bytes = JSONValue.object([("t", .text(text)), ("s", .secret(Samples.secret(text)))]).encoded().copy
    #expect(!bytes.contains(UInt8(ascii: "\n")), "an event's data is one line")
    let json = try #require(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String: String])
    #expect(json == ["t": text, "s": text])
  }
}
