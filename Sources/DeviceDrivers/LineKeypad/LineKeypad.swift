public import DeviceModel

/// Any keypad that types ASCII digits onto a serial line, a line a code: ended by CR, LF or `#`, taken back by `*`.
/// It only listens: nothing is ever written to a device that has not said what it is.
///
/// What it keeps of a line is its length, so that nothing that comes can make it grow.
public struct LineKeypad: DeviceDriver {
  /// `line-keypad`.
  public static let name = "line-keypad"
  /// Serial devices that a udev rule names this driver for.
  public static let matches = [DeviceMatch(.serial, properties: ["KEYPORT_DRIVER": name])]
  /// 9600 8N1.
  public static let serialLine = SerialLine()

  /// The digits a line may have; the longest code is half as long.
  public static let longestLine = 32

  /// The line as the settings `baud` and `framing` leave it.
  public let serialLine: SerialLine
  private let keys: LineKeypadKeys
  private var digits = 0
  private var isSpoiled = false

  /// Takes the settings `baud`, `framing`, `end` and `clear`.
  public init(settings: DriverSettings) throws(DriverSettingsError) {
    var settings = settings
    serialLine = try settings.takeSerialLine(standard: Self.serialLine)
    keys = try LineKeypadKeys(taking: &settings)
    try settings.finish()
  }

  /// Nothing: a keypad of this kind is never waited for.
  public var nextDeadline: Duration? { nil }

  /// Ready as soon as the line is open; then each key as it comes, and once a line what spoils it.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    switch event {
    case .opened:
      startLine()
      return [.ready(DeviceIdentity(), .keys)]
    case .received(let bytes):
      var effects: [DriverEffect] = []
      for byte in bytes { take(byte, &effects) }
      return effects
    case .deadline, .featureReport, .featureReportFailed, .entropy:
      return []
    }
  }

  /// Nothing: it shows nothing, signals nothing, and answers nothing.
  public mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] {
    if case .startInput = command { startLine() }
    return []
  }

  private mutating func take(_ byte: UInt8, _ effects: inout [DriverEffect]) {
    if keys.end.contains(byte) {
      // CR LF is one end: the empty line between them says nothing.
      if digits > 0, !isSpoiled { effects.append(.event(.key(.enter))) }
      startLine()
    } else if keys.clear.contains(byte) {
      // It takes back damage as well: whoever starts anew shall not lose the new line to the old one's noise.
      startLine()
      effects.append(.event(.key(.clear)))
    } else if isSpoiled {
      return
    } else if !(0x30...0x39).contains(byte) {
      spoil(.notADigit, &effects)
    } else if digits == Self.longestLine {
      spoil(.tooLong, &effects)
    } else {
      digits += 1
      effects.append(.event(.key(.digit(byte - 0x30))))
    }
  }

  private mutating func spoil(_ fault: InputFault, _ effects: inout [DriverEffect]) {
    isSpoiled = true
    effects.append(.event(.inputSpoiled(fault)))
  }

  private mutating func startLine() {
    digits = 0
    isSpoiled = false
  }
}
