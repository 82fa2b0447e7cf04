public import DeviceModel
internal import WireProtocol

/// A keypad or token that speaks the protocol of firmware-spec.
public struct KeyportKeypad: DeviceDriver {
  /// `keyport-keypad`.
  public static let name = "keyport-keypad"
  /// Serial devices that a udev rule names this driver for.
  public static let matches = [DeviceMatch(.serial, properties: ["KEYPORT_DRIVER": name])]
  /// 115200 8N1.
  public static let serialLine = SerialLine(baud: 115_200)

  /// The line as the settings `baud` and `framing` leave it.
  public let serialLine: SerialLine
  private var link = HostLink()

  /// Takes the settings `baud` and `framing`.
  public init(settings: DriverSettings) throws(DriverSettingsError) {
    var settings = settings
    serialLine = try settings.takeSerialLine(standard: Self.serialLine)
    try settings.finish()
  }

  /// When a hello or a ping runs out, if one is unanswered.
  public var nextDeadline: Duration? { link.nextDeadline }

  /// Carries bytes and time to the link, and tells what it made of them.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    switch event {
    case .opened: translate(link.handle(.opened, at: now))
    case .received(let bytes): translate(link.handle(.received(bytes), at: now))
    case .deadline: translate(link.handle(.deadline, at: now))
    case .featureReport, .featureReportFailed, .entropy: []
    }
  }

  /// Carries out what the device is able to, in a frame; ignored before the device is ready.
  public mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] {
    switch command {
    case .show(let text):
      let text = PrintableText(clipping: text.utf8, limit: FrameLimits.longestBody)
      return translate(link.handle(.show(text), at: now))
    case .feedback(.accepted): return translate(link.handle(.feedback(.accepted), at: now))
    case .feedback(.refused): return translate(link.handle(.feedback(.refused), at: now))
    case .startInput: return []
    case .ping: return translate(link.handle(.ping, at: now))
    }
  }

  private func translate(_ effects: [HostLinkEffect]) -> [DriverEffect] {
    var translated: [DriverEffect] = []
    for effect in effects {
      switch effect {
      case .send(let bytes): translated.append(.send(bytes))
      case .up(let hello):
        translated.append(.ready(DeviceIdentity(hello), DeviceCapabilities(rawValue: hello.capabilities.rawValue)))
      case .restarted:
        translated.append(.note("the device has started anew"))
        translated.append(.event(.inputSpoiled(.lostFrame)))
      case .failed(let failure): translated.append(.failed(Self.explain(failure)))
      case .key(let key): translated.append(.event(.key(Key(key))))
      case .code(let code): translated.append(.event(.code(code)))
      case .error(let report): translated.append(.note(Self.explain(report)))
      case .pong: translated.append(.note("the device answered a ping"))
      case .damagedFrame: translated.append(.event(.inputSpoiled(.damagedFrame)))
      case .lostFrames(let count):
        translated.append(.note("frames from the device lost: \(count)"))
        translated.append(.event(.inputSpoiled(.lostFrame)))
      case .skipped(let id): translated.append(.note("skipped a message that is not known here, id \(id)"))
      }
    }
    return translated
  }
}
