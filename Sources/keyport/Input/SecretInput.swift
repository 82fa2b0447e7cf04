import Cryptography
import Glibc
import HostPlatform

/// Reads a secret from standard input, which other users cannot see, unlike a command line (proc(5): `cmdline`).
enum SecretInput {
  /// The longest line taken: an `otpauth://` URI with the longest key and labels.
  static let longestLine = 4096

  /// Reads standard input's first line, its end not included; on a terminal it asks with `prompt` and does not echo.
  /// - Throws: `UsageError` for an empty or over-long line.
  static func line(_ prompt: String, console: Console) throws -> SecretBytes {
    guard isatty(STDIN_FILENO) == 1 else { return try readLine() }
    let signals = try SignalDescriptor([SIGINT, SIGTERM, SIGHUP])
    var before = termios()
    tcgetattr(STDIN_FILENO, &before)
    var silent = before
    silent.c_lflag &= ~tcflag_t(ECHO)
    tcsetattr(STDIN_FILENO, TCSAFLUSH, &silent)
    defer { tcsetattr(STDIN_FILENO, TCSAFLUSH, &before) }
    // Asked once the echo is off: what is typed before that is thrown away.
    console.errors.write("\(prompt): ")
    defer { console.errors.write("\n") }
    var ready = [pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0), signals.pollable]
    _ = try SystemError.retrying("poll") { poll(&ready, 2, -1) }
    if let signal = signals.next() { throw Interruption(signal: signal) }
    return try readLine()
  }

  private static func readLine() throws -> SecretBytes {
    var line = [UInt8](repeating: 0, count: longestLine + 1)
    var count = 0
    defer { erase(&line) }
    // Byte by byte: what follows the line belongs to whoever reads next.
    while count < line.count {
      let got = try line.withUnsafeMutableBytes { (buffer) throws(SystemError) in
        try SystemError.retrying("read", "standard input") { read(STDIN_FILENO, buffer.baseAddress! + count, 1) }
      }
      if got == 0 || line[count] == UInt8(ascii: "\n") { break }
      count += 1
    }
    if count > longestLine { throw UsageError("the line on standard input is longer than \(longestLine) bytes") }
    if count > 0 && line[count - 1] == UInt8(ascii: "\r") { count -= 1 }
    if count == 0 { throw UsageError("standard input has no line to read the secret from") }
    return SecretBytes(copying: line[..<count])
  }
}
