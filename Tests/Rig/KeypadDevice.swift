import Foundation

/// A whole Keyport keypad on a pty, in a process of its own: plugged in as long as this is kept.
package final class KeypadDevice {
  package let path: String
  private let running: Running

  /// Plugs one in that can be reached as `path`.
  /// - Parameters:
  ///   - seed: what makes its key; two devices with one seed are one device.
  ///   - capabilities: what it can do; everything unless given.
  package init(at path: String, seed: String = "A", capabilities: [String] = []) throws {
    self.path = path
    running = try Running(
      Programs.folder.appending(path: "keypad-device"), [path, seed] + capabilities, keepsInput: true)
    while let line = running.line(), line != "ready" {}
  }

  /// Has its person press keys: a digit, `enter`, `clear`.
  package func press(_ keys: String...) throws { for key in keys { try running.tell(key) } }

  /// Has its person press the digits one after the other, then Enter.
  package func type(_ digits: String) throws {
    for digit in digits { try running.tell("\(digit)") }
    try running.tell("enter")
  }

  package func button(_ slot: Int) throws { try running.tell("button \(slot)") }

  package func openPairing() throws { try running.tell("pairing") }

  package func openCase() throws { try running.tell("case open") }

  /// What it shows next for which `matches` holds; nil where none comes.
  package func shows(_ matches: (String) -> Bool = { !$0.isEmpty }) -> String? {
    while let line = running.line() {
      guard line.hasPrefix("shows ") else { continue }
      let text = String(line.dropFirst(6))
      if matches(text) { return text }
    }
    return nil
  }

  /// The six digits that it shows next.
  package func pairingNumber() -> String? { shows { $0.count == 6 && $0.allSatisfy(\.isNumber) } }

  /// Pulls it out.
  package func unplug() {
    try? running.tell("unplug")
    _ = running.finish()
  }
}
