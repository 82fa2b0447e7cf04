import Glibc
import HostPlatform

/// A question to the person at the terminal.
enum Question {
  /// Asks once; anything but `y` or `yes` is No.
  /// - Parameter otherwise: what a script gives instead, for a standard input that is no terminal.
  static func ask(_ text: String, otherwise: String, _ console: Console) throws -> Bool {
    guard isatty(STDIN_FILENO) == 1 else {
      throw UsageError("standard input is no terminal to ask on: give \(otherwise)")
    }
    let signals = try SignalDescriptor([SIGINT, SIGTERM, SIGHUP])
    console.errors.write("\(text) [y/N] ")
    var answer: [UInt8] = []
    while true {
      var ready = [pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0), signals.pollable]
      _ = try SystemError.retrying("poll") { poll(&ready, 2, -1) }
      if let signal = signals.next() {
        console.errors.write("\n")
        throw Interruption(signal: signal)
      }
      var byte: UInt8 = 0
      let count = try SystemError.retrying("read", "standard input") { read(STDIN_FILENO, &byte, 1) }
      if count == 0 || byte == UInt8(ascii: "\n") { break }
      answer.append(byte)
    }
    return ["y", "yes"].contains(String(decoding: answer, as: UTF8.self).lowercased())
  }
}
