import Foundation

/// The reference firmware on an emulated board (QEMU's `mps2-an386`): its line to the host is a pty, its person's line
/// is QEMU's standard input and output, its random bytes are the kernel's.
package final class Board {
  /// What `make firmware` makes.
  package enum Image: String {
    case keypad
    case keypadWithTestKey = "keypad-test-key"
    case vectors

    fileprivate var path: String {
      Programs.project.appending(path: ".build/firmware/\(rawValue).elf").path
    }
  }

  struct Trouble: Error, CustomStringConvertible { var description: String }

  private static let emulator = "/usr/bin/qemu-system-arm"

  /// Why no board can be had here, if none can.
  package static let absence: String? =
    if !FileManager.default.isExecutableFile(atPath: emulator) {
      "qemu-system-arm is not installed"
    } else if !FileManager.default.fileExists(atPath: Image.keypad.path) {
      "there is no firmware in .build/firmware; make firmware builds it"
    } else {
      nil
    }

  /// The pty's path.
  package let line: String
  private let running: Running
  private let folder: Folder

  /// Switches a board on, and returns once its firmware says that it is ready.
  /// - Parameter skippingIdleTime: whether the board's time leaps to the next timer while its processor sleeps.
  package init(_ image: Image, skippingIdleTime: Bool = false) throws {
    folder = try Folder()
    // What is read from the pipe comes from `.in`, what is written goes to `.out`.
    symlink("/dev/urandom", folder.file("entropy.in"))
    symlink("/dev/null", folder.file("entropy.out"))
    running = try Running(
      URL(filePath: Self.emulator),
      [
        "-M", "mps2-an386", "-display", "none", "-monitor", "none", "-nic", "none",
        "-semihosting-config", "enable=on,target=native",
        "-chardev", "pty,id=host", "-serial", "chardev:host",
        "-chardev", "stdio,id=person,signal=off", "-serial", "chardev:person",
        "-chardev", "pipe,id=entropy,path=\(folder.file("entropy"))", "-serial", "chardev:entropy",
        "-kernel", image.path,
      ] + (skippingIdleTime ? ["-icount", "shift=4,sleep=off"] : []), keepsInput: true)
    guard let told = running.line(), let path = told.split(separator: " ").first(where: { $0.hasPrefix("/dev/pts/") })
    else { throw Trouble(description: "no board: \(running.finish().errors)") }
    line = String(path)
    guard running.line() == "ready" else { throw Trouble(description: "not ready: \(running.finish().errors)") }
  }

  /// A test that failed has not switched its board off; the emulator does not always heed a politer signal.
  deinit { if running.process.isRunning { kill(running.process.processIdentifier, SIGKILL) } }

  /// Sends bytes on the person's line, and a line feed, which no image takes for anything else.
  package func tell(_ text: String) throws { try running.tell(text) }

  /// The next line of the person's; nil when none comes, or the board is off.
  package func told() -> String? { running.line() }

  /// What the display shows now.
  package func display() throws -> String? {
    try tell("?")
    return told().flatMap { $0.hasPrefix("display ") ? String($0.dropFirst("display ".count)) : nil }
  }

  /// The board's figures by name.
  package func figures() throws -> [String: Int] {
    try tell("F")
    let words = (told() ?? "").split(separator: " ").dropFirst()
    return Dictionary(
      words.compactMap { word in
        let parts = word.split(separator: "=")
        return parts.count == 2 ? Int(parts[1]).map { (String(parts[0]), $0) } : nil
      }, uniquingKeysWith: { first, _ in first })
  }

  /// Waits until the board is off.
  package func finish() -> Finished { running.finish() }

  /// Switches it off and returns how the emulator ended.
  @discardableResult
  package func switchOff() throws -> Finished {
    try tell("Q")
    return finish()
  }
}
