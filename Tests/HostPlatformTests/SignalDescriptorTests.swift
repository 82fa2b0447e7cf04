import Glibc
import HostPlatform
import Testing

@Suite("Signals to read")
struct SignalDescriptorTests {
  @Test("a signal of those named becomes readable, is taken once, and does nothing else")
  func taken() throws {
    let signals = try SignalDescriptor([SIGUSR1, SIGUSR2])
    #expect(signals.next() == nil)
    #expect(pthread_kill(pthread_self(), SIGUSR2) == 0)
    var ready = signals.pollable
    #expect(poll(&ready, 1, 0) == 1)
    #expect(signals.next() == SIGUSR2)
    #expect(signals.next() == nil)
  }
}
