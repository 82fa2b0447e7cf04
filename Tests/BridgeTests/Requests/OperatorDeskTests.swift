import Cryptography
import DeviceModel
import LocalAPI
import Testing
import TokenEmulator
import TwoFactor
import WireProtocol

@testable import Bridge

@Suite("The way from an operator to a device", .timeLimit(.minutes(15)))
struct OperatorDeskTests {
  @Test("a pair is kept on both sides, a session comes up, and the device's clock is set in it")
  func pair() throws {
    let bench = try OperatorBench()
    guard case .success(.device(.paired(let pair))) = try bench.pair() else {
      Issue.record("not paired")
      return
    }
    #expect(pair.name == "pad" && bench.device.sessionKey == pair.key)
    #expect(bench.keys.paired.map(\.key) == [pair.key])
    guard case .success(.host(_, let kept)) = try bench.stored(.loadHost),
      case .success(.device(.clock(let time, _))) = try bench.answer(.request(.readClock))
    else {
      Issue.record("no answer")
      return
    }
    #expect(kept.map(\.key) == [pair.key] && time != nil)
    #expect(bench.devices.roster.report(of: "pad")?.hasSession == true)
  }

  @Test("a pair that the store cannot keep is undone at the device")
  func pairNotKept() throws {
    let bench = try OperatorBench(failing: ["addPairedDevice"])
    let result = try bench.pair()
    #expect(result.code == "pair_not_kept" && result.words.contains("has forgotten this host again"), "\(result)")
    #expect(bench.keys.paired.isEmpty)
    try bench.run { bench.device.state == .ready && bench.device.sessionKey == nil }
    bench.failing = []
    #expect(try bench.pair().code == nil, "the device can be paired again")
  }

  @Test("without the store there is no key to pair with, and plain keypads work all the same")
  func noHostKey() throws {
    let bench = try OperatorBench(failing: ["loadHost"])
    try bench.run { bench.device.state == .ready }
    let result = try bench.answer(.pair)
    #expect(result.code == "no_host_key" && result.words.contains("the disk is full"))
    bench.line.person(.press(.digit(1)))
    try bench.run { bench.keysTyped == 1 }
    bench.failing = []
    #expect(try bench.pair().code == nil, "the store came back")
  }

  @Test("a device that is to have a session is refused while this host has no key")
  func demandWithoutKey() throws {
    let bench = try OperatorBench(settings: ["session": "required"], failing: ["loadHost"])
    try bench.run { bench.device.state.word == "failed" }
    #expect(bench.device.state.cause?.contains("no key of its own") == true)
    bench.line.person(.press(.digit(1)))
    #expect(try bench.answer(.request(.listSlots)).code == "device_not_ready")
    #expect(bench.keysTyped == 0)
  }

  @Test("numbers that differ, or a person who presses Clear, leave no pair")
  func different() throws {
    let bench = try OperatorBench()
    try bench.run { bench.device.state == .ready }
    _ = try bench.answer(.pair)
    #expect(try bench.answer(.pair).code == "pairing_busy")
    #expect(try bench.answer(.pairVerdict(false)).code == nil)
    try bench.run { bench.device.state == .ready && bench.line.display.isEmpty }
    guard case .success(.device(.pairingNumber(let number))) = try bench.answer(.pair) else {
      Issue.record("no number")
      return
    }
    try bench.run { bench.line.display == number }
    bench.line.person(.press(.clear))
    #expect(try bench.answer(.pairVerdict(true)).code == "not_paired")
    #expect(try bench.answer(.pairVerdict(true)).code == "no_pairing")
    #expect(bench.keys.paired.isEmpty)
  }

  @Test("what is open when a device goes is not known to have been done")
  func goneInTheMiddle() throws {
    let bench = try OperatorBench()
    try bench.run { bench.device.state == .ready }
    let result = try bench.answer(
      .confirm("Door?", number: nil, seconds: 30), when: { $0 == "Door?" }, { bench.line.end("it was pulled out") })
    #expect(result.code == "device_silent" && result.words.contains("went away"), "\(result)")
    #expect(try bench.answer(.request(.status)).code == "device_not_ready")
  }

  @Test("what a device cannot do, or no device of that name, is said at once")
  func refusals() throws {
    let bench = try OperatorBench(capabilities: [.keys])
    try bench.run { bench.device.state == .ready }
    #expect(try bench.answer(.request(.readClock)).code == "device_cannot")
    #expect(try bench.answer(.pair).code == "device_cannot")
    #expect(try bench.answer(.show("x")).code == "device_cannot")
    var missing: String?
    bench.desk.answer(.request(.status), of: "nobody") { missing = $0.code }
    #expect(missing == "no_device")
    #expect(try bench.answer(.unpair(onlyHere: true)).code == "no_pair")
  }

  @Test("a person's answer to a question, and to one with a number")
  func confirm() throws {
    let bench = try OperatorBench()
    try bench.run { bench.device.state == .ready }
    func ask(_ keys: [Key]) throws -> DeviceReply.Confirmation? {
      let result = try bench.answer(
        .confirm("Door?", number: SecretBytes(copying: "7".utf8), seconds: 30), when: { $0 == "Door?" },
        { for key in keys { bench.line.person(.press(key)) } })
      if case .success(.device(.confirmation(let word))) = result { return word }
      return nil
    }
    #expect(try ask([.digit(7), .enter]) == .yes)
    #expect(try ask([.digit(8), .enter]) == .wrongNumber)
    #expect(try ask([.clear]) == .no)
  }
}
