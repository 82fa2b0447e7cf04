public import Cryptography
public import DeviceModel
internal import WireProtocol

/// A keypad or token that speaks the protocol of firmware-spec, over a serial line or over 64-byte HID reports.
public struct KeyportKeypad<Session: SessionSuite>: DeviceDriver {
  /// `keyport-keypad`.
  public static var name: String { "keyport-keypad" }
  /// Serial devices and HID interfaces that a udev rule names this driver for.
  public static var matches: [DeviceMatch] {
    [TransportKind.serial, .hidraw, .usbInterface].map { DeviceMatch($0, properties: ["KEYPORT_DRIVER": name]) }
  }
  /// 115200 8N1.
  public static var serialLine: SerialLine { SerialLine(baud: 115_200) }

  /// The line as the settings `baud` and `framing` leave it.
  public let serialLine: SerialLine
  private let transport: TransportKind
  private let isSessionRequired: Bool
  private var link: HostLink<Session>
  private var isOpened = false
  /// The key of the device that a session is with.
  private var sessionKey: PublicKey?
  var requests = OpenRequests()

  /// The driver on a serial line.
  public init(settings: DriverSettings) throws(DriverSettingsError) {
    try self.init(settings: settings, over: .serial)
  }

  /// Takes the settings `baud`, `framing`, and `session` (`required`, or `paired`: with paired devices alone).
  public init(settings: DriverSettings, over transport: TransportKind) throws(DriverSettingsError) {
    var settings = settings
    self.transport = transport
    serialLine = try settings.takeSerialLine(standard: Self.serialLine)
    let session = settings.take("session") ?? "paired"
    guard ["paired", "required"].contains(session) else {
      throw .invalid(name: "session", value: session, expected: "paired or required")
    }
    isSessionRequired = session == "required"
    link = HostLink(isSessionRequired: isSessionRequired)
    try settings.finish()
  }

  /// When a hello, an acknowledgement, an answer, a ping or a handshake runs out, if one is due.
  public var nextDeadline: Duration? { link.nextDeadline }

  /// Carries bytes and time to the link, and tells what it made of them.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    switch event {
    case .opened:
      isOpened = false
      return [.entropyWanted(count: HostLink<Session>.entropySize)]
    case .entropy(let bytes) where !isOpened:
      isOpened = true
      return translate(link.handle(.opened(entropy: bytes), at: now))
    case .entropy(let bytes): return translate(link.handle(.entropy(bytes), at: now))
    case .received(let bytes): return translate(link.handle(.received(bytes), at: now))
    case .deadline: return translate(link.handle(.deadline, at: now))
    case .featureReport, .featureReportFailed: return []
    }
  }

  /// Carries out what the device is able to, in a frame; ignored before the device is ready.
  public mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] {
    switch command {
    case .show(let text):
      let text = PrintableText(clipping: text.utf8, limit: FrameLimits.longestSealedBody)
      return send(.show(text), at: now)
    case .feedback(.accepted): return send(.feedback(.accepted, [.light, .sound]), at: now)
    case .feedback(.refused): return send(.feedback(.refused, [.light, .sound]), at: now)
    case .startInput: return []
    case .ping: return translate(link.handle(.ping, at: now))
    case .useCredentials(let credentials):
      let credentials = HostCredentials(
        keys: credentials.keys, known: credentials.known, isRequired: isSessionRequired || credentials.isRequired)
      return translate(link.handle(.credentials(credentials), at: now))
    case .request(let request, let ticket): return begin(request, ticket: ticket, at: now)
    case .pairVerdict(let isEqual): return translate(link.handle(.pairVerdict(isEqual), at: now))
    }
  }

  /// Sends what nobody asks after.
  private mutating func send(_ message: HostMessage, at now: Duration) -> [DriverEffect] {
    translate(link.handle(.request(message, ticket: requests.silent()), at: now))
  }

  private mutating func begin(_ request: DeviceRequest, ticket: UInt32, at now: Duration) -> [DriverEffect] {
    guard case .pair = request else {
      guard let (number, message) = requests.open(request, ticket: ticket) else {
        return [.event(.answer(ticket: ticket, .refused("the request does not fit this device")))]
      }
      return translate(link.handle(.request(message, ticket: number), at: now))
    }
    guard requests.pairing == nil else {
      return [.event(.answer(ticket: ticket, .refused("it is pairing already")))]
    }
    requests.pairing = ticket
    return translate(link.handle(.pair, at: now))
  }

  private mutating func translate(_ effects: [HostLinkEffect]) -> [DriverEffect] {
    var translated: [DriverEffect] = []
    for effect in effects {
      switch effect {
      case .send(let bytes) where transport == .serial: translated.append(.send(bytes))
      // A report each: that is how much the way to a HID interface takes at a time.
      case .send(let bytes): translated += HIDReports.reports(of: bytes).map { .send($0) }
      case .entropyWanted: translated.append(.entropyWanted(count: HostLink<Session>.entropySize))
      case .up(let hello, let security):
        if case .session(let key) = security {
          translated += changeSession(to: key)
        } else {
          translated += changeSession(to: nil)
        }
        translated.append(.ready(DeviceIdentity(hello), DeviceCapabilities(rawValue: hello.capabilities.rawValue)))
      case .restarted:
        translated.append(.note("the conversation broke off; greeting the device again"))
        translated += changeSession(to: nil)
        translated.append(.event(.inputSpoiled(.lostFrame)))
      case .failed(let failure):
        translated += changeSession(to: nil)
        translated += requests.fail("the device is out of reach")
        translated.append(.failed(explain(failure)))
      case .message(let message): translated += translate(message)
      case .answered(let number, let message): translated += requests.answer(number, with: message)
      case .unanswered(let number): translated += requests.lose(number)
      case .settled(let number, let delivery): translated += requests.settle(number, delivery)
      case .error(let report): translated.append(.note(explain(report)))
      case .pong: translated.append(.note("the device answered a ping"))
      case .damagedFrame: translated.append(.note("a damaged frame; it comes again"))
      case .malformed(let id):
        // At its place: what is typed after it is good.
        translated.append(.note("a message that cannot be read, id \(id)"))
        translated.append(.event(.inputSpoiled(.lostFrame)))
      case .skipped(let id): translated.append(.note("skipped a message that has no place here, id \(id)"))
      case .pairingNumber(let number): translated += requests.pairing(.pairingNumber(number.description))
      case .paired(let key): translated += requests.pairing(.paired(key))
      case .pairingFailed(let failure): translated += requests.pairing(.refused(explain(failure)))
      }
    }
    return translated
  }

  private mutating func changeSession(to key: PublicKey?) -> [DriverEffect] {
    guard sessionKey != key else { return [] }
    sessionKey = key
    return [.session(key)]
  }

  private mutating func translate(_ message: DeviceMessage) -> [DriverEffect] {
    switch message {
    case .key(let key): return [.event(.key(Key(key)))]
    case .code(_, let code): return [.event(.code(code))]
    case .entered(let digits):
      let keys = digits.withBytes { digits in digits.map { Key.digit($0 - 0x30) } }
      return (keys + [.enter]).map { .event(.key($0)) }
    case .confirmed(let request, let answer): return requests.confirm(request, answer)
    case .response(let request, let code): return requests.respond(request, code)
    case .status(_, let status): return status.notices.map { .event(.notice($0)) }
    default: return []
    }
  }
}
