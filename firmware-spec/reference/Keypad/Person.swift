internal import Board
internal import BoardSupport
internal import Cryptography
internal import WireProtocol

/// The person at the keypad: their fingers and eyes are a serial line (README.md, "The person's line").
enum Person {
  /// What somebody did.
  enum Act {
    /// Pressed a key.
    case key(KeyCode)
    /// Pressed a slot's button.
    case slot(Int)
    /// Opened pairing.
    case openPairing
    /// Opened or closed the case.
    case `case`(isOpen: Bool)
    /// Looked at the display.
    case look
    /// Asked the board what it uses of its memory, and how often it slept.
    case figures
    /// Broke the firmware, to see that a trap is told.
    case trap
    /// Switched the board off.
    case off
  }

  /// Reads a byte of the line; nil where it means nothing.
  static func act(_ byte: UInt8) -> Act? {
    if let key = KeyCode(byte: byte) { return .key(key) }
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "p"): return .slot(Int(byte - UInt8(ascii: "a")))
    case UInt8(ascii: "P"): return .openPairing
    case UInt8(ascii: "O"): return .case(isOpen: true)
    case UInt8(ascii: "C"): return .case(isOpen: false)
    case UInt8(ascii: "?"): return .look
    case UInt8(ascii: "F"): return .figures
    case UInt8(ascii: "T"): return .trap
    case UInt8(ascii: "Q"): return .off
    default: return nil
    }
  }

  /// Shows what the display shows.
  static func show(_ display: SecretBytes) {
    UART.person.send("display ")
    display.withBytes { UART.person.send($0) }
    UART.person.send("\n")
  }

  /// Lights the lamp and sounds the beeper, as far as `ways` say so.
  static func signal(_ feedback: Feedback, _ ways: FeedbackWays) {
    switch feedback {
    case .accepted: UART.person.send("signal accepted")
    case .refused: UART.person.send("signal refused")
    case .attention: UART.person.send("signal attention")
    }
    if ways.contains(.light) { UART.person.send(" light") }
    if ways.contains(.sound) { UART.person.send(" sound") }
    UART.person.send("\n")
  }

  /// Tells what the board uses, in bytes, how often it slept, and how long it has been on.
  static func tellFigures() {
    tell("figures image=", UInt32(board_image_bytes()))
    tell(" static=", UInt32(board_static_bytes()))
    tell(" heap=", UInt32(board_heap_in_use()))
    tell(" heap-peak=", UInt32(board_heap_peak()))
    tell(" stack-peak=", UInt32(board_stack_peak()))
    tell(" sleeps=", Interrupts.sleepCount)
    tell(" milliseconds=", UInt32(truncatingIfNeeded: BoardClock.milliseconds))
    UART.person.send("\n")
  }

  private static func tell(_ name: StaticString, _ value: UInt32) {
    UART.person.send(name)
    UART.person.send(value)
  }
}
