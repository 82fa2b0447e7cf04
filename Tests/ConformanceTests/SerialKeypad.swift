import Cryptography
import Foundation
import HostPlatform
import Rig
import TokenEmulator

/// The emulated keypad behind a pty, in real time, on a thread of its own until the pty is closed.
final class SerialKeypad: @unchecked Sendable {
  let path: String
  private let master: Int32
  private let slave: Int32

  init() throws {
    var ends: (master: Int32, slave: Int32) = (-1, -1)
    var name = [CChar](repeating: 0, count: 64)
    guard openpty(&ends.master, &ends.slave, &name, nil, nil) == 0 else { throw POSIXError(.EIO) }
    _ = fcntl(ends.master, F_SETFD, FD_CLOEXEC)
    _ = fcntl(ends.slave, F_SETFD, FD_CLOEXEC)
    var settings = termios()
    tcgetattr(ends.slave, &settings)
    cfmakeraw(&settings)
    tcsetattr(ends.slave, TCSANOW, &settings)
    (master, slave) = ends
    path = name.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
    let keypad = try EmulatedKeypad<NettleKeyedHash, SodiumSuite>(KeypadTraits(), seed: SecretBytes(copying: [7]))
    let master = master
    Thread.detachNewThread { Self.run(keypad, master) }
  }

  deinit {
    close(slave)
    // The thread sees the other end go, and closes its own.
  }

  private static func run(_ keypad: EmulatedKeypad<NettleKeyedHash, SodiumSuite>, _ master: Int32) {
    var keypad = keypad
    var buffer = [UInt8](repeating: 0, count: 4096)
    defer { close(master) }
    func carryOut(_ event: KeypadEvent) {
      for case .send(let bytes) in keypad.handle(event, at: .boottime) { _ = write(master, bytes, bytes.count) }
    }
    carryOut(.connected)
    while true {
      var wait: Int32 = -1
      if let deadline = keypad.nextDeadline {
        let (seconds, attoseconds) = (deadline - .boottime).components
        wait = Int32(max(0, seconds * 1000 + attoseconds / 1_000_000_000_000_000 + 1))
      }
      var ready = pollfd(fd: master, events: Int16(POLLIN), revents: 0)
      if poll(&ready, 1, wait) == 0 {
        carryOut(.deadline)
        continue
      }
      let count = read(master, &buffer, buffer.count)
      guard count > 0 else { return }
      carryOut(.received(Array(buffer[..<count])))
    }
  }
}
