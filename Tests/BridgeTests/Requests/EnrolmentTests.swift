import DeviceModel
import LocalAPI
import Testing
import TwoFactor

@testable import Bridge

@Suite("A key written into a device", .timeLimit(.minutes(15)))
struct EnrolmentTests {
  private func paired() throws -> OperatorBench {
    let bench = try OperatorBench()
    #expect(try bench.pair().code == nil)
    _ = try bench.stored(.addAccount(AccountName("alice")!, at: .zero))
    return bench
  }

  private func slots(_ bench: OperatorBench) throws -> [Int] {
    guard case .success(.device(.slots(let used, _))) = try bench.answer(.request(.listSlots)) else { return [-1] }
    return used
  }

  private func tokens(_ bench: OperatorBench) throws -> Int {
    guard case .success(.tokens(let tokens)) = try bench.stored(.listTokens(AccountName("alice")!)) else { return -1 }
    return tokens.count
  }

  @Test("is registered too, and takes the first free slot or the one named")
  func both() throws {
    let bench = try paired()
    for (wish, slot) in [(nil, 0), (2, 2), (nil, 1)] as [(Int?, Int)] {
      guard case .success(.enrolled(let enrolment)) = try bench.enrol(slot: wish) else {
        Issue.record("not enrolled")
        return
      }
      #expect(enrolment.slot == slot && enrolment.uri == nil)
    }
    #expect(try slots(bench) == [0, 1, 2] && tokens(bench) == 3)
    #expect(try bench.enrol(slot: 2).code == "slot_taken")
    #expect(try bench.enrol(slot: 31).code == "no_slot")
    #expect(try slots(bench) == [0, 1, 2] && tokens(bench) == 3)
  }

  @Test("is in neither where the store fails")
  func storeFails() throws {
    let bench = try paired()
    bench.failing = ["addToken"]
    let result = try bench.enrol()
    #expect(result.code == "store_failed" && result.words.contains("Slot 0 of pad was emptied again"), "\(result)")
    #expect(try slots(bench) == [] && tokens(bench) == 0)
  }

  @Test("is named with its slot where the device goes away in the middle, and nothing is registered")
  func deviceGoes() throws {
    let bench = try paired()
    bench.line.isCutAtWriting = true
    let result = try bench.enrol()
    #expect(result.code == "device_silent", "\(result)")
    #expect(result.words.contains("slot 0 of pad may hold a key") && result.words.contains("erase-slot 0"))
    #expect(try tokens(bench) == 0)
  }

  @Test("is made neither for an account that does not exist nor without a session")
  func refused() throws {
    let bench = try OperatorBench()
    try bench.run { bench.device.state == .ready }
    #expect(try bench.enrol().code == "no_session")
    #expect(try bench.pair().code == nil)
    #expect(try bench.enrol().code == "no_account")
    #expect(try slots(bench) == [])
  }
}
