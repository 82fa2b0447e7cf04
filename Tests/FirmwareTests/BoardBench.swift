import Conformance
import Foundation
import Rig
import WireProtocol

/// A board as a device under test: the line to it in real time, and the person at it, who takes none.
///
/// The machine may be so busy that the emulator stands still for longer than a case waits. So a wait is over not when its
/// time is up, but when the board has shown after that that it runs and has read what was sent to it.
final class BoardBench: DeviceLine, DevicePerson {
  private let board: Board
  private let descriptor: Int32
  private let start = ContinuousClock.now
  private var display = ""
  private var signal: String?

  /// Opens the line.
  init(_ board: Board) throws {
    self.board = board
    descriptor = open(board.line, O_RDWR | O_NOCTTY | O_CLOEXEC)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    var settings = termios()
    tcgetattr(descriptor, &settings)
    cfmakeraw(&settings)
    tcsetattr(descriptor, TCSANOW, &settings)
  }

  deinit { close(descriptor) }

  // MARK: Line

  var now: Duration { ContinuousClock.now - start }

  func send(_ bytes: [UInt8]) throws(LineFailure) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      guard count > 0 else { throw LineFailure("the line takes no bytes: error \(errno)") }
      rest = rest.dropFirst(count)
    }
  }

  func receive(until deadline: Duration) throws(LineFailure) -> [UInt8] {
    let bytes = try read(within: deadline - now)
    guard bytes.isEmpty else { return bytes }
    try listen()
    return try read(within: .zero)
  }

  private func read(within time: Duration) throws(LineFailure) -> [UInt8] {
    var ready = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    guard poll(&ready, 1, Int32(max(0, time / .milliseconds(1)).rounded(.up))) > 0 else { return [] }
    var buffer = [UInt8](repeating: 0, count: 4096)
    let count = Glibc.read(descriptor, &buffer, buffer.count)
    guard count > 0 else { throw LineFailure("the board is off") }
    return Array(buffer[..<count])
  }

  /// Takes all that the board has told its person so far. The emulator reads its lines in turn, a byte of each: behind as
  /// many bytes as the longest frame has, which mean nothing, the question is read after what the host has sent.
  private func listen() throws(LineFailure) {
    do { try board.tell(String(repeating: "\n", count: FrameLimits.longestFrame) + "F") } catch {
      throw LineFailure("\(error)")
    }
    while let line = board.told() {
      if line.hasPrefix("figures ") { return }
      if line.hasPrefix("display ") { display = String(line.dropFirst("display ".count)) }
      if line.hasPrefix("signal ") { signal = line.split(separator: " ").dropFirst().first.map { String($0) } }
    }
    throw LineFailure("the board tells its person nothing")
  }

  // MARK: Person

  /// Time for the board, not for the person.
  var patience: Duration { .seconds(4) }

  func ask(_ favour: Favour) -> Bool? {
    do {
      switch favour {
      case .press(let keys): try press(keys)
      case .button(let slot): try board.tell(String(UnicodeScalar(UInt8(ascii: "a") + slot)))
      case .openPairing: try board.tell("P")
      case .compare(let number):
        try listen()
        try press([display == number ? .enter : .clear])
      case .shows(let text):
        try listen()
        return display == text
      case .showsMasked(let count):
        try listen()
        return display.count == count && !display.contains { $0.isNumber }
      case .signalled(let wanted):
        try listen()
        defer { signal = nil }
        return signal == "\(wanted)"
      case .tamper(let isOpen): try board.tell(isOpen ? "O" : "C")
      }
      return true
    } catch {
      return nil
    }
  }

  private func press(_ keys: [KeyCode]) throws {
    try board.tell(String(decoding: keys.map(\.byte), as: UTF8.self))
  }
}
