/// One of the kernel's input events: `struct input_event` of 64-bit little-endian Linux, 24 bytes.
struct InputEvent: Equatable {
  /// What an event is about, as far as a keypad goes (linux/input-event-codes.h).
  enum Kind: Equatable {
    case synchronize
    case key
    case led
    case other
  }

  static let length = 24
  /// `SYN_DROPPED`.
  static let dropped: UInt16 = 3
  /// `LED_NUML`.
  static let numLockLight: UInt16 = 0
  /// Ends a group of events (`SYN_REPORT`).
  static let end = InputEvent(type: .synchronize, code: 0, value: 0)

  private static let secondsField = 0..<8
  private static let microsecondsField = 8..<16
  private static let typeField = 16..<18
  private static let codeField = 18..<20
  private static let valueField = 20..<24
  private static let synchronizeType: UInt16 = 0x00
  private static let keyType: UInt16 = 0x01
  private static let ledType: UInt16 = 0x11

  var time: Duration = .zero
  var type: Kind
  var code: UInt16
  var value: Int32

  /// The whole events in `bytes`; the kernel gives no others.
  static func decode(_ bytes: [UInt8]) -> [InputEvent] {
    stride(from: 0, through: bytes.count - length, by: length).map { start in
      let event = bytes[start..<start + length]
      func number(_ field: Range<Int>) -> UInt64 {
        event[(start + field.lowerBound)..<(start + field.upperBound)].reversed().reduce(0) { $0 << 8 | UInt64($1) }
      }
      let type: Kind =
        switch UInt16(number(typeField)) {
        case synchronizeType: .synchronize
        case keyType: .key
        case ledType: .led
        default: .other
        }
      // Masked to what a clock can say, so that no event makes the arithmetic overflow.
      let time =
        Duration.seconds(Int64(number(secondsField) & 0xFF_FFFF_FFFF))
        + .microseconds(Int64(number(microsecondsField) & 0xFFFF_FFFF))
      return InputEvent(
        time: time, type: type, code: UInt16(number(codeField)),
        value: Int32(bitPattern: UInt32(number(valueField))))
    }
  }

  /// The events as the kernel takes them; it sets the time itself.
  static func encode(_ events: [InputEvent]) -> [UInt8] {
    events.flatMap { event -> [UInt8] in
      let type =
        switch event.type {
        case .synchronize: synchronizeType
        case .key: keyType
        case .led: ledType
        case .other: UInt16.max
        }
      let value = UInt32(bitPattern: event.value)
      return [UInt8](repeating: 0, count: typeField.lowerBound) + [UInt8(type & 0xFF), UInt8(type >> 8)]
        + [UInt8(event.code & 0xFF), UInt8(event.code >> 8)]
        + (0..<4).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }
  }
}
