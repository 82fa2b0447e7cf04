import Cryptography
import DeviceModel
import Testing

@testable import LocalAPI

@Suite("What routes about devices read", .timeLimit(.minutes(15)))
struct ExchangeDeviceTests {
  @Test(
    "what a device could not take is refused before it is asked, with a word for it",
    arguments: [
      ("POST", "confirm", "{}", "missing_member"), ("POST", "confirm", #"{"text":"a\nb"}"#, "bad_text"),
      ("POST", "confirm", #"{"text":"a","number":"x"}"#, "bad_number"),
      ("POST", "confirm", #"{"text":"a","number":"1234567"}"#, "bad_number"),
      ("POST", "confirm", #"{"text":"a","seconds":256}"#, "out_of_range"),
      ("POST", "challenge", #"{"question":"1234"}"#, "missing_member"),
      ("POST", "challenge", #"{"slot":32,"question":"1234"}"#, "out_of_range"),
      ("POST", "challenge", #"{"slot":1,"question":"123"}"#, "bad_question"),
      ("POST", "feedback", #"{"signal":"maybe"}"#, "bad_signal"), ("POST", "show", "{}", "missing_member"),
      ("GET", "slots/x", "", "bad_slot"), ("GET", "slots/32", "", "bad_slot"), ("DELETE", "slots/-1", "", "bad_slot"),
      ("PUT", "slots/1", "{}", "missing_member"), ("PUT", "slots/1", #"{"stand_in":true}"#, "missing_member"),
      ("PUT", "slots/1", #"{"key":"hex:31323334353637383930","period":70000}"#, "bad_slot"),
      ("PUT", "slots/1", #"{"suite":"OCRA-2","key":"hex:31323334353637383930"}"#, "bad_suite"),
      ("PUT", "slots/1", #"{"suite":"OCRA-1:HOTP-SHA1-6:QN08"}"#, "missing_member"),
      ("PUT", "clock", #"{"time":-1}"#, "out_of_range"), ("PUT", "pin", "{}", "missing_member"),
      ("PUT", "pin", #"{"pin":"123"}"#, "bad_pin"), ("PUT", "pin", #"{"pin":"12a4"}"#, "bad_pin"),
      ("POST", "pairing/verdict", "{}", "missing_member"),
      ("POST", "pairing/verdict", #"{"number":"equal"}"#, "bad_verdict"),
      ("POST", "restart", #"{"now":true}"#, "unknown_member"), ("POST", "unpair", #"{"only_here":1}"#, "wrong_type"),
    ])
  func refused(method: String, act: String, body: String, code: String) throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request(method, "/v1/devices/pad/\(act)", body: body.isEmpty ? nil : body)
    let reply = try client.reply()
    #expect(reply.status == 400 && reply.errorCode == code, "\(reply)")
    #expect(rig.callCount == 0, "the handler was not asked")
  }

  private func asked(_ method: String, _ act: String, _ body: String) throws -> DeviceCall? {
    let rig = try ServerRig()
    defer { rig.stop() }
    let client = try rig.unixClient()
    client.request(method, "/v1/devices/my%20pad/\(act)", body: body)
    _ = try client.reply()
    guard case .device("my pad", let call) = rig.nextCall() else { return nil }
    return call
  }

  @Test("a slot is written as a token is registered, and for challenges by a suite")
  func slots() throws {
    guard
      case .request(.writeSlot(let hotp, let key)) = try asked(
        "PUT", "slots/3", #"{"key":"hex:31323334353637383930","counter":7,"digits":8,"label":"desk"}"#),
      case .request(.writeSlot(let ocra, _)) = try asked(
        "PUT", "slots/4", #"{"key":"hex:31323334353637383930","suite":"OCRA-1:HOTP-SHA256-8:QN08"}"#)
    else {
      Issue.record("another call")
      return
    }
    #expect(hotp == DeviceSlot(number: 3, kind: .hotp(counter: 7), algorithm: .sha1, digits: 8, label: "desk"))
    #expect(key.exposed == "1234567890")
    #expect(
      ocra
        == DeviceSlot(
          number: 4, kind: .ocra(suite: "OCRA-1:HOTP-SHA256-8:QN08", counter: 0), algorithm: .sha256, digits: 8,
          label: ""))
  }

  @Test("a question's number and a PIN are secrets; an empty PIN takes it away")
  func secrets() throws {
    guard
      case .confirm("Door?", let number?, seconds: 5) = try asked(
        "POST", "confirm", #"{"text":"Door?","number":"42","seconds":5}"#),
      case .request(.setPIN(let none)) = try asked("PUT", "pin", #"{"pin":""}"#)
    else {
      Issue.record("another call")
      return
    }
    #expect(number.exposed == "42" && none.isEmpty)
  }

  @Test("an enrolment names a device and perhaps its slot, and no other source of a key beside it")
  func enrolment() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    for (body, code) in [
      (#"{"device":"pad","slot":3}"#, nil), (#"{"device":"pad","stand_in":true}"#, "contradiction"),
      (#"{"slot":3}"#, "contradiction"),
    ] as [(String, String?)] {
      let client = try rig.unixClient()
      client.request("POST", "/v1/accounts/alice/tokens", body: body)
      #expect(try client.reply().errorCode == code)
    }
    guard case .enrol(_, let request) = rig.nextCall(), case .device("pad", slot: 3) = request.source else {
      Issue.record("another call")
      return
    }
  }
}
