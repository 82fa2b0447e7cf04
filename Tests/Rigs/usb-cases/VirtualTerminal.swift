import Foundation

/// The console that the kernel gives what is typed to, read as a login prompt there would read it: the first virtual
/// terminal, which must be the one in front.
final class VirtualTerminal {
  private static let path = "/dev/tty1"
  private let descriptor: Int32

  init() throws {
    let front = try String(contentsOfFile: "/sys/class/tty/tty0/active", encoding: .utf8)
    try check(front.trimmingCharacters(in: .whitespacesAndNewlines), is: "tty1", "the terminal in front")
    descriptor = open(Self.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw CaseFailure("\(Self.path): \(String(cString: strerror(errno)))") }
    var settings = termios()
    try check(tcgetattr(descriptor, &settings), is: 0, "reading the settings of \(Self.path)")
    cfmakeraw(&settings)
    try check(tcsetattr(descriptor, TCSANOW, &settings), is: 0, "setting \(Self.path)")
    try check(tcflush(descriptor, TCIFLUSH), is: 0, "emptying \(Self.path)")
  }

  deinit { close(descriptor) }

  /// The next character typed there.
  func next() throws -> String {
    var byte: UInt8 = 0
    try check(read(descriptor, &byte, 1), is: 1, "characters read from \(Self.path)")
    return String(UnicodeScalar(byte))
  }
}
