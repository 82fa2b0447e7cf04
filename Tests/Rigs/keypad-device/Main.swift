import Cryptography
import DeviceModel
import Glibc
import HostPlatform
import TokenEmulator
import WireProtocol

/// A whole Keyport keypad on a pty, for tests: `keypad-device LINK SEED [CAPABILITY]...`. The pty is reached as LINK; the
/// seed, any text, makes the device's key; without capabilities it has all of them. It is plugged in as long as it runs.
///
/// Lines on standard input are what its person does: `1`, `enter`, `clear`, `button SLOT`, `pairing`, `case open`,
/// `unplug`. Lines on standard output are what there is to see: `ready`, `shows TEXT`, `signal NAME`.
@main
struct KeypadDevice {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    guard let link = arguments.first, let seed = arguments.dropFirst().first else {
      return say("usage: keypad-device LINK SEED [CAPABILITY]...")
    }
    var traits = KeypadTraits(serial: seed)
    let names = arguments.dropFirst(2)
    if !names.isEmpty {
      traits.capabilities = Capabilities(rawValue: 0)
      for (name, capability) in Capabilities.named where names.contains("\(name)") {
        traits.capabilities.insert(capability)
      }
    }
    let loop = try EventLoop()
    let device = try PtyKeypad(traits, seed: seed, link: link, loop: loop)
    let lines = try InputLines(loop: loop) { line in
      guard let line, line != "unplug" else { return loop.stop() }
      guard let act = PersonAct(line) else { return say("not understood: \(line)") }
      device.person(act)
    }
    device.plugIn()
    say("ready")
    try loop.run()
    device.unplug()
    withExtendedLifetime(lines) {}
  }

  static func say(_ text: String) {
    var line = text + "\n"
    line.withUTF8 { _ = write(STDOUT_FILENO, $0.baseAddress, $0.count) }
  }
}
