import DeviceModel
import Foundation
import Glibc
import HostPlatform
import Testing

@testable import LinuxDevices

@Suite("a serial port")
struct SerialPortTests {
  @Test("delivers what the device sends, in order, and then says once that it was unplugged")
  func deliversThenEnds() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var seen: [String] = []
    port.ledger.begin()
    port.start(
      onReceive: {
        seen.append(String(decoding: $0, as: UTF8.self))
        if seen.count == 1 { pty.type(Array("456".utf8)) } else { pty.unplug() }
      },
      onClose: {
        seen.append($0)
        // One turn more, in which a second call would come.
        loop.schedule(at: loop.now) { loop.stop() }
      })
    pty.type(Array("123".utf8))
    try loop.run()
    #expect(seen == ["123", "456", "unplugged"])
  }

  @Test("says that it was unplugged in the turn in which it sees it, once, however much was under way")
  func unpluggedInFlood() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var received = 0
    var causes: [String] = []
    var turns = 0
    port.ledger.begin()
    port.start(
      onReceive: { received += $0.count },
      onClose: {
        causes.append($0)
        // Timers come last in a turn, and one was due in the first.
        #expect(turns == 0)
        loop.schedule(at: loop.now) { loop.stop() }
      })
    // Also the other way: what the device never took does not hold up the end.
    port.send([UInt8](repeating: 1, count: SerialPort.queueLimit))
    let sent = pty.type([UInt8](repeating: 0x35, count: 60_000))
    pty.unplug()
    loop.schedule(at: .zero) { turns += 1 }
    try loop.run()
    #expect(causes == ["unplugged"])
    #expect(received <= sent)
  }

  @Test("takes no more than its share of a turn from a device that floods")
  func flood() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var inTurn = 0
    var worst = 0
    var total = 0
    port.ledger.begin()
    port.start(
      onReceive: {
        if inTurn == 0 {
          loop.atEndOfTurn {
            worst = max(worst, inTurn)
            inTurn = 0
          }
        }
        inTurn += $0.count
        total += $0.count
        pty.type([UInt8](repeating: 0x35, count: 60_000))
        if total > 1 << 20 { loop.stop() }
      }, onClose: { Issue.record("\($0)") })
    pty.type([0x35])
    try loop.run()
    port.close()
    #expect(worst > 0)
    #expect(worst <= SerialPort.turnLimit)
  }

  @Test("wipes what it has delivered")
  func wipes() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var left: [UInt8] = []
    port.ledger.begin()
    port.start(
      onReceive: { bytes in
        // The buffer is the port's, which lives on.
        loop.atEndOfTurn {
          left = Array(bytes)
          loop.stop()
        }
      }, onClose: { _ in })
    pty.type(Array("755224".utf8))
    try loop.run()
    port.close()
    #expect(left == [0, 0, 0, 0, 0, 0])
  }

  @Test("writes in order and counts what it has written")
  func writes() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    port.send([9])
    port.start(onReceive: { _ in }, onClose: { _ in })
    port.send([9])
    #expect(port.ledger.total == 0 && port.ledger.refusals == 1)
    port.ledger.begin()
    #expect(pty.received() == [])
    port.send([1, 2])
    port.send([])
    port.send([3])
    #expect(pty.received() == [1, 2, 3])
    #expect(port.ledger.total == 3)
    port.close()
    port.send([4])
    #expect(port.ledger.total == 3)
  }

  @Test("writes more than the kernel takes at once when the device reads again, and nothing twice")
  func writesLater() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    port.ledger.begin()
    port.start(onReceive: { _ in }, onClose: { Issue.record("\($0)") })
    let bytes = (0..<SerialPort.queueLimit).map { UInt8(truncatingIfNeeded: $0 &* 31 >> 3) }
    port.send(bytes)
    #expect(port.ledger.total < bytes.count)
    var arrived: [UInt8] = []
    func poll() {
      arrived += pty.received()
      if arrived.count < bytes.count { loop.schedule(at: loop.now) { poll() } } else { loop.stop() }
    }
    poll()
    try loop.run()
    port.close()
    #expect(arrived == bytes)
    #expect(port.ledger.total == bytes.count)
  }

  @Test("closes a device for which too much waits, and says so once")
  func tooMuch() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var causes: [String] = []
    port.ledger.begin()
    port.start(
      onReceive: { _ in },
      onClose: {
        causes.append($0)
        loop.schedule(at: loop.now) { loop.stop() }
      })
    for _ in 0..<4 { port.send([UInt8](repeating: 1, count: 40_000)) }
    try loop.run()
    #expect(causes == ["it does not take the bytes sent to it: check its cable and line settings"])
  }

  @Test("closes a device that takes no byte for too long")
  func stalled() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    port.stallLimit = .milliseconds(1)
    var causes: [String] = []
    port.ledger.begin()
    port.start(
      onReceive: { _ in },
      onClose: {
        causes.append($0)
        loop.stop()
      })
    port.send([UInt8](repeating: 1, count: SerialPort.queueLimit))
    try loop.run()
    #expect(causes.count == 1)
    #expect(causes.first?.hasPrefix("it has taken no byte for") == true)
    withExtendedLifetime(pty) {}
  }

  @Test("calls nothing after it was closed, even by its own handler with more bytes waiting")
  func closedByHandler() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    var port: SerialPort? = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var calls = 0
    port?.ledger.begin()
    port?.start(
      onReceive: { _ in
        calls += 1
        port?.close()
        port = nil
        loop.schedule(at: loop.now) { loop.stop() }
      },
      onClose: { _ in calls += 100 })
    pty.type([UInt8](repeating: 0x31, count: 20_000))
    try loop.run()
    #expect(calls == 1)
  }

  @Test("is raw, and at the rate that was asked for", arguments: SerialLine.rates)
  func settings(baud: Int) throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    let port = try SerialPort(path: pty.path, line: SerialLine(baud: baud), origin: .hardware, loop: loop)
    var settings = pty.settings()
    let speeds: [Int: CInt] = [
      1200: B1200, 2400: B2400, 4800: B4800, 9600: B9600, 19200: B19200, 38400: B38400, 57600: B57600,
      115_200: B115200, 230_400: B230400,
    ]
    #expect(cfgetispeed(&settings) == speed_t(try #require(speeds[baud])))
    #expect(cfgetospeed(&settings) == speed_t(try #require(speeds[baud])))
    #expect(settings.c_lflag & tcflag_t(ICANON | ECHO | ISIG) == 0)
    #expect(settings.c_iflag & tcflag_t(ICRNL | IXON | ISTRIP) == 0)
    #expect(settings.c_oflag & tcflag_t(OPOST) == 0)
    port.close()
  }

  @Test("drops what came before its line was set")
  func dropsOlder() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    pty.type(Array("garbage\n".utf8))
    let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
    var seen = ""
    port.ledger.begin()
    port.start(
      onReceive: {
        seen += String(decoding: $0, as: UTF8.self)
        loop.stop()
      }, onClose: { _ in })
    pty.type(Array("1".utf8))
    try loop.run()
    port.close()
    #expect(seen == "1")
  }

  @Test("is free again after it was closed")
  func reopened() throws {
    let loop = try EventLoop()
    let pty = try PseudoTerminal()
    for _ in 0..<3 {
      let port = try SerialPort(path: pty.path, line: SerialLine(), origin: .hardware, loop: loop)
      port.ledger.begin()
      port.start(onReceive: { _ in }, onClose: { _ in })
      port.close()
    }
  }
}
