import Glibc
import HostPlatform
import Testing

@Suite("signals")
struct SignalSourceTests {
  @Test("arrive on the loop, each once, and do not end the process")
  func arrive() throws {
    let loop = try EventLoop()
    var seen: [CInt] = []
    let source = try SignalSource([SIGUSR1, SIGUSR2], on: loop) { number in
      seen.append(number)
      if seen.count == 2 { loop.stop() }
    }
    // To this thread, since the test's other threads do not have them blocked.
    pthread_kill(pthread_self(), SIGUSR1)
    pthread_kill(pthread_self(), SIGUSR2)
    try loop.run()
    withExtendedLifetime(source) {}
    #expect(seen.sorted() == [SIGUSR1, SIGUSR2].sorted())
  }

  @Test("that are ignored make a write to nobody an error instead of an end")
  func ignored() throws {
    SignalSource.ignore([SIGPIPE])
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    close(ends[0])
    let writer = OwnedFileDescriptor(adopting: ends[1])
    #expect(throws: SystemError(call: "write", code: EPIPE)) {
      try [UInt8(1)].withUnsafeBytes { try writer.write($0) }
    }
  }
}
