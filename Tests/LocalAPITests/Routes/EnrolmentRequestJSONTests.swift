import Cryptography
import OTPAlgorithms
import Testing

@testable import LocalAPI

@Suite("Enrolment requests in JSON")
struct EnrolmentRequestJSONTests {
  private func read(_ text: String) throws(HTTPProblem) -> EnrolmentRequest {
    let body = RequestBody()
    Array(text.utf8).withUnsafeBytes { body.append($0) }
    return try EnrolmentRequest(body)
  }

  private func code(_ text: String) -> HTTPProblem? {
    do throws(HTTPProblem) {
      _ = try read(text)
      return nil
    } catch {
      return error
    }
  }

  @Test("nothing at all: the daemon draws a key for a time-based token of six digits")
  func defaults() throws {
    let request = try read("{}")
    guard case .generated = request.source else {
      Issue.record("another source")
      return
    }
    #expect(request.parameters == (try OTPParameters()))
    #expect(request.label.isEmpty && request.counter == 0)
  }

  @Test("a key in base32 and in hexadecimal", arguments: ["GEZDGNBVGY3TQOJQ", "hex:31323334353637383930"])
  func key(text: String) throws {
    let request = try read(#"{"key": "\#(text)", "label": "desk", "algorithm": "SHA512", "digits": 8, "counter": 5}"#)
    guard case .key(let key) = request.source else {
      Issue.record("another source")
      return
    }
    #expect(key.exposed == "1234567890")
    #expect(request.parameters == (try OTPParameters(algorithm: .sha512, digits: 8, movingFactor: .counter)))
    #expect(request.label == "desk" && request.counter == 5)
  }

  @Test("a URI brings everything but the label")
  func uri() throws {
    let uri = "otpauth://totp/ACME:alice?secret=GEZDGNBVGY3TQOJQ&issuer=ACME&period=60&digits=8&algorithm=SHA256"
    let request = try read(#"{"uri": "\#(uri)"}"#)
    #expect(
      request.parameters
        == (try OTPParameters(algorithm: .sha256, digits: 8, movingFactor: .time(period: 60, epoch: 0))))
    #expect(request.label == "ACME")
    #expect(try read(#"{"uri": "\#(uri)", "label": "phone"}"#).label == "phone")
  }

  @Test("the stand-in with a period of its own")
  func standIn() throws {
    let request = try read(#"{"stand_in": true, "period": 60}"#)
    guard case .standIn = request.source else {
      Issue.record("another source")
      return
    }
    #expect(request.parameters.movingFactor == .time(period: 60, epoch: 0))
  }

  struct Bad: Sendable, CustomTestStringConvertible {
    let body: String
    let code: String
    var testDescription: String { body }
  }

  static let bad: [Bad] = [
    Bad(body: #"{"key": "GEZDGNBVGY3TQOJQ", "stand_in": true}"#, code: "contradiction"),
    Bad(
      body: #"{"key": "GEZDGNBVGY3TQOJQ", "uri": "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ"}"#, code: "contradiction"),
    Bad(body: #"{"uri": "otpauth://totp/a?secret=GEZDGNBVGY3TQOJQ", "digits": 6}"#, code: "contradiction"),
    Bad(body: #"{"period": 30, "counter": 0}"#, code: "contradiction"),
    Bad(body: #"{"key": "GEZDGNBVGY3TQOJ1"}"#, code: "bad_key"),
    Bad(body: #"{"key": "hex:GEZDGNBVGY3TQOJQ"}"#, code: "bad_key"),
    Bad(body: #"{"key": ""}"#, code: "bad_key"),
    Bad(body: #"{"key": "GEZDGNBV"}"#, code: "bad_key"),
    Bad(body: #"{"key": "hex:\#(String(repeating: "ab", count: 129))"}"#, code: "bad_key"),
    Bad(body: #"{"uri": "otpauth://totp/a?secret=GEZDGNBV"}"#, code: "bad_key"),
    Bad(body: #"{"uri": "https://GEZDGNBVGY3TQOJQ"}"#, code: "bad_uri"),
    Bad(body: #"{"algorithm": "MD5"}"#, code: "bad_algorithm"),
    Bad(body: #"{"digits": 5}"#, code: "out_of_range"),
    Bad(body: #"{"digits": 11}"#, code: "out_of_range"),
    Bad(body: #"{"period": 0}"#, code: "out_of_range"),
    Bad(body: #"{"counter": -1}"#, code: "out_of_range"),
    Bad(body: #"{"stand_in": "yes"}"#, code: "wrong_type"),
    Bad(body: #"{"label": "a\u0007b"}"#, code: "bad_label"),
    Bad(body: #"{"label": "\#(String(repeating: "x", count: 65))"}"#, code: "bad_label"),
    Bad(body: #"{"secret": "GEZDGNBVGY3TQOJQ"}"#, code: "unknown_member"),
  ]

  @Test("what makes no token is refused, and no key is told", arguments: bad)
  func refusals(sample: Bad) throws {
    let problem = try #require(code(sample.body))
    #expect(problem.code == sample.code)
    #expect(problem.status == 400)
    #expect(!problem.message.contains("GEZDGNB") && !problem.message.contains("abab"))
  }
}
