import Foundation
import Glibc
import HostPlatform
import Testing

@Suite("the event loop")
struct EventLoopTests {
  @Test("timers fire in the order of their deadlines, equal ones in the order of their scheduling")
  func timersInOrder() throws {
    let loop = try EventLoop()
    var order: [String] = []
    let start = loop.now
    loop.schedule(at: start + .milliseconds(3)) {
      order.append("late"); loop.stop()
    }
    loop.schedule(at: start - .seconds(1)) { order.append("first of two") }
    loop.schedule(at: start - .seconds(2)) { order.append("earliest") }
    loop.schedule(at: start - .seconds(1)) { order.append("second of two") }
    loop.schedule(at: start + .milliseconds(2)) { order.append("early") }
    try loop.run()
    #expect(order == ["earliest", "first of two", "second of two", "early", "late"])
  }

  @Test("no timer fires before its deadline")
  func neverEarly() throws {
    let loop = try EventLoop()
    var early = 0
    for step in 0..<50 {
      let deadline = loop.now + .microseconds(137 * step)
      loop.schedule(at: deadline) { if loop.now < deadline { early += 1 } }
    }
    loop.schedule(at: loop.now + .milliseconds(8)) { loop.stop() }
    try loop.run()
    #expect(early == 0)
  }

  @Test("a cancelled timer does not fire, even when another that is due in the same turn cancels it")
  func cancelledTimer() throws {
    let loop = try EventLoop()
    var fired: [String] = []
    let now = loop.now
    var second: HostPlatform.Timer?
    loop.schedule(at: now - .seconds(2)) {
      second?.cancel(); fired.append("canceller")
    }
    second = loop.schedule(at: now - .seconds(1)) { fired.append("cancelled") }
    loop.schedule(at: now) {
      fired.append("last"); loop.stop()
    }
    try loop.run()
    #expect(fired == ["canceller", "last"])
  }

  @Test("a timer that schedules itself at once does not keep the loop from its descriptors")
  func timersDoNotStarve() throws {
    let loop = try EventLoop()
    let pipe = try TestPipe()
    var again: () -> Void = {}
    again = { loop.schedule(at: .zero) { again() } }
    again()
    let watch = try loop.watch(pipe.reader.rawValue, for: .readable) { _ in loop.stop() }
    try pipe.write("x")
    try loop.run()
    again = {}
    watch.cancel()
  }

  @Test("a watch is told of what is ready, and of the other end's going")
  func readiness() throws {
    let loop = try EventLoop()
    var seen: [Readiness] = []
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    let reader = OwnedFileDescriptor(adopting: ends[0])
    #expect(write(ends[1], "x", 1) == 1)
    let watch = try loop.watch(reader.rawValue, for: .readable) { readiness in
      seen.append(readiness)
      if readiness.contains(.hungUp) { return loop.stop() }
      var byte: UInt8 = 0
      _ = read(ends[0], &byte, 1)
      close(ends[1])
    }
    try loop.run()
    watch.cancel()
    #expect(seen == [.readable, .hungUp])
  }

  @Test("of two watches ready in one turn, the one that the other cancels is not told")
  func cancelledByAnother() throws {
    let loop = try EventLoop()
    let one = try TestPipe()
    let two = try TestPipe()
    var watches: [Watch] = []
    var fired = 0
    for number in [one.reader.rawValue, two.reader.rawValue] {
      watches.append(
        try loop.watch(number, for: .readable) { _ in
          fired += 1
          for watch in watches { watch.cancel() }
          loop.atEndOfTurn { loop.stop() }
        })
    }
    try one.write("x")
    try two.write("x")
    try loop.run()
    #expect(fired == 1)
  }

  @Test("a released watch is not told, and its descriptor may be watched again")
  func releasedWatch() throws {
    let loop = try EventLoop()
    let pipe = try TestPipe()
    try pipe.write("x")
    var fired: [String] = []
    var first: Watch? = try loop.watch(pipe.reader.rawValue, for: .readable) { _ in fired.append("first") }
    withExtendedLifetime(first) {}
    first = nil
    let second = try loop.watch(pipe.reader.rawValue, for: .readable) { _ in
      fired.append("second"); loop.stop()
    }
    try loop.run()
    second.cancel()
    #expect(fired == ["second"])
  }

  @Test("an event for a descriptor that was closed in the same turn does not reach the next owner of its number")
  func reusedNumber() throws {
    let loop = try EventLoop()
    var pipes: [[CInt]] = []
    for _ in 0..<2 {
      var ends: [CInt] = [0, 0]
      #expect(pipe(&ends) == 0)
      #expect(write(ends[1], "x", 1) == 1)
      pipes.append(ends)
    }
    var spare: [CInt] = [0, 0]
    #expect(pipe(&spare) == 0)
    var watches: [CInt: Watch] = [:]
    var stray = 0
    var reused = false
    // Both are ready in the first turn. Whichever is told first puts an empty pipe in the other's place.
    for index in 0..<2 {
      let (own, other) = (pipes[index][0], pipes[1 - index][0])
      watches[own] = try loop.watch(own, for: .readable) { _ in
        watches[own]?.cancel()
        watches[other]?.cancel()
        reused = dup2(spare[0], other) == other
        do {
          watches[other] = try loop.watch(other, for: .readable) { _ in stray += 1 }
        } catch { Issue.record(error) }
        // One more turn, in which the stray event would have come.
        loop.schedule(at: loop.now) { loop.stop() }
      }
    }
    try loop.run()
    for watch in watches.values { watch.cancel() }
    for number in pipes.flatMap({ $0 }) + spare { close(number) }
    #expect(reused)
    #expect(stray == 0)
  }

  @Test("what a watch waits for can be changed")
  func changedInterest() throws {
    let loop = try EventLoop()
    let pipe = try TestPipe()
    var seen: [Readiness] = []
    let watch = try loop.watch(pipe.writer.rawValue, for: []) {
      seen.append($0); loop.stop()
    }
    loop.schedule(at: loop.now) {
      #expect(seen.isEmpty)
      do { try watch.change(to: .writable) } catch { Issue.record(error) }
    }
    try loop.run()
    watch.cancel()
    #expect(seen == [.writable])
  }

  @Test("a regular file cannot be watched: it is an error, not a loop that spins")
  func regularFile() throws {
    let loop = try EventLoop()
    let file = try OwnedFileDescriptor.open("/proc/self/exe", O_RDONLY)
    #expect(throws: SystemError(call: "epoll_ctl", code: EPERM)) {
      try loop.watch(file.rawValue, for: .readable) { _ in }
    }
  }

  @Test("work from other threads runs on the loop's thread, all of it, each thread's in its order")
  func performFromThreads() throws {
    let runner = try LoopThread()
    runner.start()
    nonisolated(unsafe) var seen: [[Int]] = [[], [], []]
    nonisolated(unsafe) var elsewhere = 0
    DispatchQueue.concurrentPerform(iterations: 3) { thread in
      for number in 0..<500 {
        runner.loop.perform {
          if !runner.loop.isCurrent { elsewhere += 1 }
          seen[thread].append(number)
        }
      }
    }
    runner.sync {}
    try runner.stop()
    #expect(seen == Array(repeating: Array(0..<500), count: 3))
    #expect(elsewhere == 0)
  }

  @Test("the end of a turn comes after all of its handlers, and before the next turn's")
  func endOfTurn() throws {
    let loop = try EventLoop()
    var order: [String] = []
    let now = loop.now
    loop.schedule(at: now - .seconds(2)) {
      loop.atEndOfTurn {
        order.append("end")
        loop.atEndOfTurn { order.append("end's end") }
      }
      loop.schedule(at: now - .seconds(3)) {
        order.append("next turn"); loop.stop()
      }
      order.append("one")
    }
    loop.schedule(at: now - .seconds(1)) { order.append("two") }
    try loop.run()
    #expect(order == ["one", "two", "end", "end's end", "next turn"])
  }

  @Test("what the last turn left for its end is still done")
  func lastTurn() throws {
    let loop = try EventLoop()
    nonisolated(unsafe) var done = false
    loop.perform { loop.atEndOfTurn { done = true } }
    loop.stop()
    try loop.run()
    #expect(done)
  }

  @Test("a loop that was stopped can be run again")
  func runAgain() throws {
    let loop = try EventLoop()
    var turns = 0
    for _ in 0..<2 {
      loop.schedule(at: loop.now) {
        turns += 1; loop.stop()
      }
      try loop.run()
    }
    #expect(turns == 2)
  }

  @Test("an idle loop sleeps: one wakeup for one event, none for a deadline that is far off")
  func idle() throws {
    let runner = try LoopThread()
    let loop = runner.loop
    let pipe = try TestPipe()
    let readyAgain = DispatchSemaphore(value: 0)
    let number = pipe.reader.rawValue
    nonisolated(unsafe) var switches: [Int] = []
    nonisolated(unsafe) var turns = 0
    let watch = try loop.watch(number, for: .readable) { _ in
      var byte: UInt8 = 0
      _ = read(number, &byte, 1)
      turns += 1
      switches.append(Self.voluntarySwitches())
      readyAgain.signal()
    }
    loop.schedule(at: loop.now + .seconds(3600)) {}
    runner.start()
    for _ in 0..<20 {
      try pipe.write("x")
      readyAgain.wait()
    }
    try runner.stop()
    watch.cancel()
    #expect(turns == 20)
    // Between two events the thread gave the processor up for its sleep, and at most once more for what the handler
    // itself did (the read of /proc, the semaphore).
    let between = try #require(switches.last) - (try #require(switches.first))
    #expect(between <= 2 * 19, "\(switches)")
  }

  @Test("an idle loop sleeps in the kernel without a limit")
  func sleepsForEver() throws {
    let runner = try LoopThread()
    runner.start()
    nonisolated(unsafe) var thread = ""
    runner.sync { thread = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/thread-self")) ?? "" }
    // The call that the thread is in: its number, then its arguments, or the word "running".
    var call: [Substring] = []
    while call.count < 5 {
      sched_yield()
      call = try String(contentsOfFile: "/proc/\(thread)/syscall", encoding: .utf8).split(separator: " ")
      // Any other call it may be in on its way to sleep; only the wait has room for 64 events.
      if call.count > 3 && call[3] != "0x40" { call = [] }
    }
    let limit = try #require(UInt64(call[4].dropFirst(2), radix: 16))
    #expect(Int32(truncatingIfNeeded: limit) == -1)
    try runner.stop()
  }

  private static func voluntarySwitches() -> Int {
    let status = (try? String(contentsOfFile: "/proc/thread-self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("voluntary_ctxt_switches:") }
    return line.flatMap { Int($0.split(separator: "\t").last ?? "") } ?? -1
  }
}
