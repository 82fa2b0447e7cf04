public import DeviceModel

/// Any keypad that types ASCII digits onto a serial line, a line a code: ended by CR, LF or `#`, taken back by `*`. Or a
/// keypad or reader that wraps what it says in frames: `LinePreset` names those that are known, and settings describe
/// others.
///
/// It only listens: nothing is ever written to a device that has not said what it is. A frame is told when it has proved
/// itself, and not before. A card's number is never a code: that a card was read is noted, and makes void what was typed
/// before it without an end.
///
/// | setting | value |
/// |---|---|
/// | `preset` | the known device to start from; `plain` |
/// | `baud`, `framing` | the serial line |
/// | `data` | `keys`, `code`, `card` or `card-hex`: what stands in a frame |
/// | `start`, `end`, `ignore` | characters that begin a frame, end it, say nothing |
/// | `length`, `skip` | characters in a frame, and how many of them come before the data |
/// | `checksum` | see `LineChecksum` |
/// | `pause` | milliseconds that a device may stop within a frame |
/// | `card` | how many characters make it a card's number and no code |
/// | `enter`, `clear` | keys that end a code in frames of keys, and that take it back |
public struct LineKeypad: DeviceDriver {
  /// `line-keypad`.
  public static let name = "line-keypad"
  /// Serial devices that a udev rule names this driver for.
  public static let matches = [DeviceMatch(.serial, properties: ["KEYPORT_DRIVER": name])]
  /// 9600 8N1.
  public static let serialLine = SerialLine()

  /// The digits a line may have; the longest code is half as long.
  public static let longestLine = 32

  /// The line as the preset and the settings `baud` and `framing` leave it.
  public let serialLine: SerialLine
  private let framing: LineFraming
  private var framer: LineFramer
  private var line: KeyLine

  /// Takes the settings of the table above.
  public init(settings: DriverSettings) throws(DriverSettingsError) {
    var settings = settings
    let preset = try LinePreset.take(from: &settings)
    serialLine = try settings.takeSerialLine(standard: preset.line)
    var framing = preset.framing
    try framing.take(from: &settings)
    line = KeyLine(try LineKeypadKeys(taking: &settings, for: framing))
    try settings.finish()
    self.framing = framing
    framer = LineFramer(framing)
  }

  /// When a frame that was begun has waited too long for its next character.
  public var nextDeadline: Duration? { framer.nextDeadline }

  /// Ready as soon as the line is open; then each key as it comes, or as its frame proves itself.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    var effects: [DriverEffect] = []
    switch event {
    case .opened:
      line.start()
      framer.clear()
      effects.append(.ready(DeviceIdentity(), framing.content.isCard ? [] : .keys))
    case .received(let bytes):
      guard framing.isFramed else {
        for byte in bytes where !framing.ignored.contains(byte) { line.take(byte, &effects) }
        break
      }
      tell(framer.timePassed(to: now), &effects)
      for byte in bytes { tell(framer.take(byte, at: now), &effects) }
    case .deadline:
      tell(framer.timePassed(to: now), &effects)
    case .featureReport, .featureReportFailed, .entropy:
      break
    }
    return effects
  }

  /// Starts a line when it is told to. Nothing else: it shows nothing, signals nothing, and refuses requests.
  public mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] {
    switch command {
    case .startInput:
      line.start()
      return []
    case .request(_, let ticket): return [.event(.answer(ticket: ticket, .refused("this device only tells")))]
    case .show, .feedback, .ping, .useCredentials, .pairVerdict: return []
    }
  }

  private mutating func tell(_ outcome: LineFramer.Outcome?, _ effects: inout [DriverEffect]) {
    switch outcome {
    case nil: return
    case .damaged(let fault):
      line.start()
      effects.append(.event(.inputSpoiled(fault)))
    case .whole:
      tell(framer.data, &effects)
      framer.clear()
    }
  }

  private mutating func tell(_ data: ArraySlice<UInt8>, _ effects: inout [DriverEffect]) {
    if framing.content.isCard || data.count == framing.cardLength {
      let isHex = framing.content == .hexCard
      guard data.allSatisfy({ isHex ? $0.hexValue != nil : (0x20...0x7E).contains($0) }) else {
        effects.append(.event(.inputSpoiled(.damagedFrame)))
        line.start()
        return
      }
      effects.append(.note("a card was read; a card's number is no code"))
      if !line.isEmpty { effects.append(.event(.inputSpoiled(.notACode))) }
      line.start()
    } else if framing.content == .keys {
      for byte in data { line.take(byte, &effects) }
    } else {
      line.take(code: data, &effects)
    }
  }
}
