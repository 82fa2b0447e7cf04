import Cryptography
import DeviceModel
import Glibc
import HostPlatform
import TokenEmulator

/// An emulated keypad whose line is a pty's master.
final class PtyKeypad {
  private var keypad: EmulatedKeypad<NettleKeyedHash, SodiumSuite>
  private let loop: EventLoop
  private let link: String
  private let master: CInt
  /// Held open, so that the line is there before and after its host.
  private let slave: CInt
  private var watch: Watch?
  private var timer: Timer?

  init(_ traits: KeypadTraits, seed: String, link: String, loop: EventLoop) throws {
    keypad = try EmulatedKeypad(traits, seed: SecretBytes(copying: seed.utf8))
    self.loop = loop
    self.link = link
    var ends: (master: CInt, slave: CInt) = (-1, -1)
    var name = [CChar](repeating: 0, count: 64)
    guard openpty(&ends.master, &ends.slave, &name, nil, nil) == 0 else { throw SystemError(call: "openpty") }
    var settings = termios()
    tcgetattr(ends.slave, &settings)
    cfmakeraw(&settings)
    tcsetattr(ends.slave, TCSANOW, &settings)
    (master, slave) = ends
    _ = Glibc.unlink(link)
    guard symlink(name, link) == 0 else { throw SystemError(call: "symlink", subject: link) }
  }

  func plugIn() {
    watch = try? loop.watch(master, for: .readable) { [weak self] _ in self?.receive() }
    take(.connected)
  }

  func person(_ act: PersonAct) { take(.person(act)) }

  func unplug() {
    watch?.cancel()
    _ = Glibc.unlink(link)
    close(slave)
    close(master)
  }

  private func receive() {
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = read(master, &buffer, buffer.count)
    if count > 0 { take(.received(Array(buffer[..<count]))) }
  }

  private func take(_ event: KeypadEvent) {
    for effect in keypad.handle(event, at: loop.now) {
      switch effect {
      case .send(let bytes): _ = write(master, bytes, bytes.count)
      case .displayChanged:
        KeypadDevice.say("shows \(keypad.display.withBytes { String(decoding: $0, as: UTF8.self) })")
      case .signal(let signal, _): KeypadDevice.say("signal \(signal)")
      case .memoryChanged: break
      }
    }
    timer?.cancel()
    timer = keypad.nextDeadline.map { deadline in
      loop.schedule(at: deadline) { [weak self] in self?.take(.deadline) }
    }
  }
}
