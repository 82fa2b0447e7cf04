public import Cryptography
public import DeviceModel

/// OSDP keypads on a serial line or an RS-485 bus (IEC 60839-11-5): this is the panel that asks each of them in turn.
/// One device speaks at a time, and only when asked; what comes unasked is passed over.
public struct OSDP<Cipher: BlockCipher>: DeviceDriver {
  /// `osdp`.
  public static var name: String { "osdp" }
  /// Serial devices that a udev rule names this driver for.
  public static var matches: [DeviceMatch] { [DeviceMatch(.serial, properties: ["KEYPORT_DRIVER": name])] }
  /// 9600 8N1.
  public static var serialLine: SerialLine { SerialLine() }

  /// How long a device may take to begin its answer, once it has the question.
  public static var answerTime: Duration { .milliseconds(200) }
  /// How long a device may stop within a packet; a USB converter hands bytes on up to 16 ms late.
  static var longestGap: Duration { .milliseconds(50) }

  /// The line as the settings `baud` and `framing` leave it.
  public let serialLine: SerialLine
  private var bus: [OSDPUnit<Cipher>]
  private var decoder = OSDPPacketDecoder()
  private var asked: Asked?
  private var quietUntil = Duration.zero

  /// Which device has the line.
  private enum Asked {
    case entropy(index: Int)
    case answer(index: Int, deadline: Duration, latest: Duration)
  }

  /// Takes the settings `baud`, `framing`, `addresses`, `poll`, `check`, `scbk`, `secure`, `install-mode`, `new-scbk`,
  /// `comset-address`, `comset-baud` and `tamper`.
  public init(settings: DriverSettings) throws(DriverSettingsError) {
    var settings = settings
    let own = try OSDPSettings(taking: &settings, standard: Self.serialLine)
    try settings.finish()
    serialLine = own.line
    bus = own.addresses.map { OSDPUnit(address: $0, settings: own) }
  }

  /// The addresses, where there are several.
  public var units: [Int] { bus.count > 1 ? bus.map { Int($0.address) } : [] }

  /// When an answer is overdue, or the next device is to be asked.
  public var nextDeadline: Duration? {
    switch asked {
    case .entropy: nil
    case .answer(_, let deadline, _): deadline
    case nil: bus.compactMap(\.due).min().map { max($0, quietUntil) }
    }
  }

  /// Carries questions out and answers in.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    var effects: [DriverEffect] = []
    switch event {
    case .opened:
      asked = nil
      decoder.reset()
      quietUntil = now
      for index in bus.indices { bus[index].start(at: now) }
    case .received(let bytes):
      for byte in bytes { take(byte, at: now, &effects) }
      return effects
    case .deadline:
      if case .answer(let index, let deadline, _) = asked, deadline <= now {
        asked = nil
        effects += translate(bus[index].silent(at: now), of: index)
      }
    case .featureReport, .featureReportFailed:
      return []
    case .entropy(let bytes):
      guard case .entropy(let index) = asked, bytes.count == OSDPHandshake<Cipher>.randomSize else { return [] }
      asked = nil
      bus[index].take(entropy: bytes)
      ask(index, at: now, &effects)
    }
    askNext(at: now, &effects)
    return effects
  }

  /// Has every device carry `command` out that is able to.
  public mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] {
    for index in bus.indices { bus[index].perform(command, at: now) }
    return askNext(at: now)
  }

  /// Has the device at the address `unit` carry `command` out, if it is able to.
  public mutating func perform(_ command: DeviceCommand, unit: Int, at now: Duration) -> [DriverEffect] {
    for index in bus.indices where Int(bus[index].address) == unit { bus[index].perform(command, at: now) }
    return askNext(at: now)
  }

  private mutating func take(_ byte: UInt8, at now: Duration, _ effects: inout [DriverEffect]) {
    guard case .answer(let index, let deadline, let latest) = asked else { return }
    let finding = decoder.receive(byte)
    if decoder.isInPacket {
      asked = .answer(index: index, deadline: min(max(deadline, now + Self.longestGap), latest), latest: latest)
    }
    switch finding {
    case nil: return
    case .damaged: bus[index].heardDamage = true
    case .packet(let packet):
      guard let told = bus[index].answered(packet, at: now) else { return }
      asked = nil
      // The line rests for two characters, so that the device can let go of it.
      quietUntil = now + transmissionTime(ofBytes: 2)
      effects += translate(told, of: index)
      askNext(at: now, &effects)
    }
  }

  // MARK: Whose turn it is

  private mutating func askNext(at now: Duration) -> [DriverEffect] {
    var effects: [DriverEffect] = []
    askNext(at: now, &effects)
    return effects
  }

  /// Gives the line to the device that has waited longest, if it is free and one has.
  private mutating func askNext(at now: Duration, _ effects: inout [DriverEffect]) {
    guard asked == nil, quietUntil <= now else { return }
    let waiting = bus.indices.filter { bus[$0].due.map { $0 <= now } == true }
    guard let index = waiting.min(by: { (bus[$0].due ?? now) < (bus[$1].due ?? now) }) else { return }
    ask(index, at: now, &effects)
  }

  private mutating func ask(_ index: Int, at now: Duration, _ effects: inout [DriverEffect]) {
    switch bus[index].turn() {
    case .entropyWanted(let count):
      asked = .entropy(index: index)
      effects.append(.entropyWanted(count: count))
    case .send(let packet):
      decoder.reset()
      let deadline = now + transmissionTime(ofBytes: packet.count + 1) + Self.answerTime
      asked = .answer(
        index: index, deadline: deadline, latest: deadline + transmissionTime(ofBytes: OSDPPacket.longest))
      effects.append(.send([OSDPPacket.mark] + packet))
    }
  }

  /// How long the line takes for so many bytes, start, parity and stop bits counted.
  private func transmissionTime(ofBytes count: Int) -> Duration {
    .microseconds(count * 12_000_000 / serialLine.baud)
  }

  private func translate(_ effects: [UnitEffect], of index: Int) -> [DriverEffect] {
    guard bus.count == 1 else { return effects.map { .unit(Int(bus[index].address), $0) } }
    return effects.map { effect in
      switch effect {
      case .ready(let identity, let capabilities): .ready(identity, capabilities)
      case .event(let event): .event(event)
      case .failed(let cause): .failed(cause)
      case .note(let text): .note(text)
      }
    }
  }
}
