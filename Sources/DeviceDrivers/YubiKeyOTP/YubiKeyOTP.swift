internal import Cryptography
public import DeviceModel

/// The OTP side of a YubiKey: what it types when it is touched, and what it answers over its feature report.
///
/// Typed OATH-HOTP comes as digits and Enter. A typed Yubico OTP comes whole as `DeviceEvent.yubicoOTP`. Of requests it
/// takes three: `challenge`, answered with HMAC-SHA1 by slot 1 or 2 (questions of 1 to 63 bytes by a slot of variable
/// length, of 64 by one of fixed length), `listSlots` and `status`. One at a time; while one is open others are refused.
///
/// Nothing is written before the key's status report has been read and is a YubiKey's.
public struct YubiKeyOTP: DeviceDriver {
  /// `yubikey-otp`.
  public static let name = "yubikey-otp"

  /// Product numbers under Yubico's vendor number that have OTP among their functions (Yubico's ykdef.h).
  public static let products: [UInt16] = [
    // YubiKey 1 and 2; NEO: OTP, OTP+CCID, OTP+U2F, all.
    0x0010, 0x0110, 0x0111, 0x0114, 0x0116,
    // YubiKey 4 and 5: OTP, OTP+FIDO, OTP+CCID, all; Plus.
    0x0401, 0x0403, 0x0405, 0x0407, 0x0410,
  ]
  /// The keyboard interface of each product, and what a udev rule names this driver for. Taken from the kernel the
  /// interface is exclusive, and so comes first; over hidraw the kernel goes on typing what the key types.
  ///
  /// By its numbers alone a key is not opened: people type with theirs into other programs, and it would stop.
  public static let matches: [DeviceMatch] = [TransportKind.usbInterface, .hidraw].flatMap { transport in
    [DeviceMatch(transport, properties: ["KEYPORT_DRIVER": name], interface: keyboard)]
      + products.map { product in
        DeviceMatch(transport, vendor: 0x1050, product: product, interface: keyboard, needsConsent: true)
      }
  }
  private static let keyboard = USBInterface(classCode: 3, subclass: 1, protocolCode: 1)

  /// What the question is about that is open at the feature report.
  private enum Errand {
    case status
    case info(triesLeft: Int)
    case serial(triesLeft: Int)
    case challenge(ticket: UInt32)
    case listing(ticket: UInt32)
    case facts(ticket: UInt32)
    case ping

    /// The request that waits for an answer, if one does.
    var ticket: UInt32? {
      switch self {
      case .challenge(let ticket), .listing(let ticket), .facts(let ticket): ticket
      case .status, .info, .serial, .ping: nil
      }
    }
  }

  /// How often a question about the key itself is put when the answer comes damaged.
  static let tries = 3
  /// What keys wait for a touch where they do not say.
  static let usualTouchTime = Duration.seconds(15)

  private var isReady = false
  private var status: YubiKeyStatus?
  private var identity = DeviceIdentity(vendor: "Yubico")
  private var touchTime = Self.usualTouchTime
  private var errand: Errand?
  private var exchange: FeatureExchange?
  private var typed = TypedLine()

  /// Takes no settings.
  public init(settings: DriverSettings) throws(DriverSettingsError) { try settings.finish() }

  /// When it asks the key again, gives it up, or ends a line that was typed without Enter.
  public var nextDeadline: Duration? {
    switch (exchange?.nextDeadline, typed.nextDeadline) {
    case (let one?, let other?): min(one, other)
    case (let one, let other): one ?? other
    }
  }

  /// Finds out who the key is, then tells what it types and how challenges go.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    switch event {
    case .opened:
      exchange?.wipe()
      self = Self(beginning: ())
      return ask(.status, at: now)
    case .received(let report): return typed.take(report, at: now)
    case .featureReport(let report): return carryOn(at: now) { $0.received(report, at: now) }
    case .featureReportFailed(let cause): return carryOn(at: now) { $0.failed(cause, at: now) }
    case .deadline: return typed.timePassed(to: now) + carryOn(at: now) { $0.timePassed(to: now) }
    case .entropy: return []
    }
  }

  /// Puts challenges and looks whether the key is there. It shows nothing and gives no other signal than its own light.
  public mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] {
    switch command {
    case .show, .feedback: return []
    case .startInput:
      typed.start()
      return []
    case .ping: return isReady && errand == nil ? ask(.ping, at: now) : []
    case .request(let request, let ticket): return begin(request, ticket, at: now)
    case .useCredentials, .pairVerdict: return []
    }
  }

  private init(beginning: Void) {}
}

// MARK: Questions

extension YubiKeyOTP {
  private mutating func begin(_ request: DeviceRequest, _ ticket: UInt32, at now: Duration) -> [DriverEffect] {
    func refuse(_ cause: String) -> [DriverEffect] { [.event(.answer(ticket: ticket, .refused(cause)))] }
    guard isReady else { return refuse("the key is not ready") }
    guard errand == nil else { return refuse("the key has not answered what it was asked before") }
    switch request {
    case .challenge(let slot, let question):
      guard HMACChallenge.lengths.contains(question.count) else { return refuse("a challenge has 1 to 64 bytes") }
      guard let (command, frame) = HMACChallenge.question(slot: slot, message: question) else {
        return refuse("there are slots 1 and 2")
      }
      return ask(.challenge(ticket: ticket), command, frame, at: now)
    case .listSlots: return ask(.listing(ticket: ticket), at: now)
    case .status: return ask(.facts(ticket: ticket), at: now)
    default: return refuse("a YubiKey does not do this over its OTP interface")
    }
  }

  private mutating func ask(
    _ errand: Errand, _ command: OTPCommand? = nil, _ frame: OTPFrame? = nil, at now: Duration
  ) -> [DriverEffect] {
    self.errand = errand
    exchange = FeatureExchange(command, frame: frame, touchLimit: touchTime + .seconds(5), at: now)
    return exchange?.begin(at: now) ?? []
  }

  private mutating func carryOn(
    at now: Duration, _ body: (inout FeatureExchange) -> [DriverEffect]
  ) -> [DriverEffect] {
    guard var current = exchange, let errand else { return [] }
    // One owner, or what it holds of an answer would be copied at each part.
    exchange = nil
    var effects = body(&current)
    if current.takeTouchIsWanted(), let ticket = errand.ticket {
      effects.append(.event(.answer(ticket: ticket, .touchWanted)))
    }
    exchange = current
    guard let outcome = current.outcome else { return effects }
    exchange = nil
    self.errand = nil
    return effects + conclude(errand, outcome, at: now)
  }

  private mutating func conclude(
    _ errand: Errand, _ outcome: FeatureExchange.Outcome, at now: Duration
  ) -> [DriverEffect] {
    if case .unreachable(let cause) = outcome { return giveUp(errand, cause) }
    switch errand {
    case .ping: return [.note("the key answered a ping")]
    case .challenge(let ticket): return [.event(.answer(ticket: ticket, Self.answer(outcome)))]
    case .listing(let ticket):
      guard case .status(let status) = outcome else { return giveUp(errand, "it tells no status") }
      let slots = [1, 2].filter { status.isSet(slot: $0) }
      return [.event(.answer(ticket: ticket, .slots(slots, capacity: 2)))]
    case .facts(let ticket):
      guard case .status(let status) = outcome else { return giveUp(errand, "it tells no status") }
      let facts = [1, 2].map { DeviceAnswer.Fact("slot \($0)", status.use(ofSlot: $0)) }
      return [.event(.answer(ticket: ticket, .facts(facts)))]
    case .status:
      guard case .status(let status) = outcome else { return giveUp(errand, "it tells no status") }
      self.status = status
      identity.product = status.product
      identity.firmware = status.version
      if status.tellsInfo { return ask(.info(triesLeft: Self.tries - 1), .deviceInfo, OTPFrame(.deviceInfo), at: now) }
      return status.tellsSerial ? askSerial(at: now) : ready()
    case .info(let left):
      if case .answered(let answer) = outcome, let info = answer.withBytes({ YubiKeyInfo(records: Array($0)[1...]) }) {
        identity.serial = info.serial.map { String($0) }
        if let version = info.version { identity.firmware = version }
        if info.challengeTimeout > 0 { touchTime = .seconds(Int(info.challengeTimeout)) }
        return info.serial == nil ? askSerial(at: now) : ready()
      }
      if case .damaged = outcome, left > 0 {
        return ask(.info(triesLeft: left - 1), .deviceInfo, OTPFrame(.deviceInfo), at: now)
      }
      return askSerial(at: now)
    case .serial(let left):
      if case .answered(let answer) = outcome {
        let number = answer.withBytes { $0.reduce(into: UInt32(0)) { $0 = $0 << 8 | UInt32($1) } }
        identity.serial = String(number)
      } else if case .damaged = outcome, left > 0 {
        return ask(.serial(triesLeft: left - 1), .serial, OTPFrame(.serial), at: now)
      }
      return ready()
    }
  }

  private mutating func askSerial(at now: Duration) -> [DriverEffect] {
    ask(.serial(triesLeft: Self.tries - 1), .serial, OTPFrame(.serial), at: now)
  }

  private mutating func ready() -> [DriverEffect] {
    isReady = true
    var capabilities: DeviceCapabilities = [.keys, .codes]
    if let status, [1, 2].contains(where: { status.answers(slot: $0) }) { capabilities.insert(.challenge) }
    return [.ready(identity, capabilities)]
  }

  private mutating func giveUp(_ errand: Errand, _ cause: String) -> [DriverEffect] {
    isReady = false
    typed.start()
    let text = "its feature report cannot be used: \(cause); unplug it and plug it in again"
    guard let ticket = errand.ticket else { return [.failed(text)] }
    return [.event(.answer(ticket: ticket, .unknown("the key was lost before it answered"))), .failed(text)]
  }

  private static func answer(_ outcome: FeatureExchange.Outcome) -> DeviceAnswer {
    switch outcome {
    case .answered(let answer): .response(answer)
    case .refused: .refused("the slot answers no challenges")
    case .notTouched: .unanswered
    case .damaged: .unknown("the answer came damaged")
    case .status, .unreachable: .unknown("the key was lost before it answered")
    }
  }
}
