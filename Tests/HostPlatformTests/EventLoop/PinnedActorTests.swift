import Foundation
import Glibc
import HostPlatform
import Testing

/// An actor as the daemon has it: pinned to the loop, entered by plain callbacks.
private actor Pinned {
  let loop: EventLoop
  private(set) var count = 0
  private var watch: Watch?
  private var finished: CheckedContinuation<Int, Never>?

  nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  init(loop: EventLoop) { self.loop = loop }

  func add() -> Bool {
    count += 1
    return loop.isCurrent
  }

  func wait(for number: CInt) async throws -> Int {
    try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Int, any Error>) in
      do {
        watch = try loop.watch(number, for: .readable) { [unowned self] _ in
          self.assumeIsolated { $0.received(number, continuation) }
        }
      } catch {
        continuation.resume(throwing: error)
      }
    }
  }

  private func received(_ number: CInt, _ continuation: CheckedContinuation<Int, any Error>) {
    var byte: UInt8 = 0
    let count = read(number, &byte, 1)
    watch?.cancel()
    watch = nil
    continuation.resume(returning: count)
  }
}

@Suite("an actor pinned to the loop")
struct PinnedActorTests {
  @Test("runs on the loop's thread, whoever calls it")
  func runsOnTheLoop() async throws {
    let runner = try LoopThread()
    runner.start()
    let actor = Pinned(loop: runner.loop)
    var onLoop = 0
    for _ in 0..<200 where await actor.add() { onLoop += 1 }
    #expect(onLoop == 200)
    #expect(await actor.count == 200)
    try runner.stop()
  }

  @Test("is entered from a descriptor's callback without a hop")
  func enteredFromCallback() async throws {
    let runner = try LoopThread()
    runner.start()
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    defer { for end in ends { close(end) } }
    let actor = Pinned(loop: runner.loop)
    let number = ends[0]
    async let received = actor.wait(for: number)
    #expect(write(ends[1], "x", 1) == 1)
    #expect(try await received == 1)
    try runner.stop()
  }

  @Test("tasks that prefer the loop run on its thread and nowhere else")
  func preferredTask() async throws {
    let runner = try LoopThread()
    runner.start()
    let loop = runner.loop
    let onLoop = await Task(executorPreference: loop) {
      let before = loop.isCurrent
      await Task.yield()
      return before && loop.isCurrent
    }.value
    #expect(onLoop)
    try runner.stop()
  }
}
