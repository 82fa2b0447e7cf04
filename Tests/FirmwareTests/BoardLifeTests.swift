import Rig
import Testing
import WireProtocol

@Suite("The reference firmware's board", .onBoard, .timeLimit(.minutes(15)))
struct BoardLifeTests {
  @Test("a code leaves the display when its time is over, and time goes on past the turn of its timer")
  func time() throws {
    let board = try Board(.keypadWithTestKey, skippingIdleTime: true)
    try board.tell("a")
    #expect(board.told() == "display 755224")
    #expect(board.told() == "display ")
    #expect(try board.display() == "")
    // The timer has 32 bits and turns each 172 seconds of the board's time.
    var last = try #require(try board.figures()["milliseconds"])
    #expect(last >= 30_000)
    while last < 600_000 {
      let now = try #require(try board.figures()["milliseconds"])
      #expect(now >= last)
      last = now
    }
    #expect(try board.switchOff().status == 0)
  }

  @Test("nothing that is allocated for a code or a frame is kept")
  func heap() throws {
    let board = try Board(.keypadWithTestKey)
    let host = try BoardHost(board)
    try host.hello()
    func use(_ times: Int) throws -> Int {
      for _ in 0..<times {
        try board.tell("a")
        _ = try host.code()
        _ = board.told()
        host.handle(.ping)
        guard case .pong = try host.next() else { throw BoardHost.NothingCame() }
      }
      return try #require(try board.figures()["heap"])
    }
    let early = try use(10)
    #expect(try use(200) == early)
    #expect(try board.switchOff().status == 0)
  }

  @Test("the processor sleeps between two things to do, and is not woken for nothing")
  func sleep() throws {
    let board = try Board(.keypad)
    let before = try #require(try board.figures()["sleeps"])
    for _ in 0..<100 { #expect(try board.display() == "") }
    let after = try #require(try board.figures()["sleeps"])
    // Each question is two bytes, which wake it twice at most; what comes while it is awake costs no sleep.
    #expect((1...202).contains(after - before))
    #expect(try board.switchOff().status == 0)
  }

  @Test("a failed precondition says where, and ends the emulation with a status of its own")
  func trap() throws {
    let board = try Board(.keypad)
    try board.tell("T")
    #expect(board.told() == "")
    #expect(board.told()?.hasPrefix("trap pc=0000") == true)
    #expect(board.finish().status == 70)
  }
}
