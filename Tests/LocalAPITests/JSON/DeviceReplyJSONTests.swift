import Cryptography
import DeviceModel
import Testing
import TwoFactor

@testable import LocalAPI

@Suite("What devices answer, in JSON")
struct DeviceReplyJSONTests {
  static let cases: [(DeviceReply, String)] = [
    (.confirmation(.wrongNumber), #"{"answer":"wrong_number"}"#),
    (.response(Samples.secret("123456")), #"{"response":"123456"}"#),
    (.slots([0, 3], capacity: 16), #"{"used":[0,3],"capacity":16}"#),
    (
      .slot(DeviceSlot(number: 3, kind: .totp(period: 30), algorithm: .sha256, digits: 8, label: "desk")),
      #"{"slot":3,"label":"desk","type":"totp","algorithm":"SHA256","digits":8,"period":30,"counter":null,"suite":null}"#
    ),
    (
      .slot(
        DeviceSlot(
          number: 0, kind: .ocra(suite: "OCRA-1:HOTP-SHA1-6:QN08", counter: 1), algorithm: .sha1, digits: 6, label: "")),
      #"{"slot":0,"label":"","type":"ocra","algorithm":"SHA1","digits":6,"period":null,"counter":1,"#
        + #""suite":"OCRA-1:HOTP-SHA1-6:QN08"}"#
    ),
    (.clock(nil, drift: nil), #"{"time":null,"drift":null}"#),
    (.clock(.milliseconds(1_700_000_000_900), drift: -40), #"{"time":1700000000,"drift":-40}"#),
    (.facts([DeviceAnswer.Fact("battery", "87 %")]), #"{"facts":[{"name":"battery","value":"87 %"}]}"#),
    (.pairingNumber("012345"), #"{"number":"012345"}"#),
    (
      .paired(Samples.pair),
      #"{"name":"keypad0","key":"\#(String(repeating: "0a", count: 32))","paired":1700000000,"last_seen":null}"#
    ),
  ]

  @Test("every kind of answer has the members that the documentation names", arguments: cases)
  func members(_ reply: DeviceReply, _ json: String) throws {
    let body = try #require(reply.json).encoded()
    #expect(String(decoding: body.copy, as: UTF8.self) == json)
  }

  @Test("what is only done has no body")
  func done() {
    #expect(DeviceReply.done.json == nil)
  }
}
