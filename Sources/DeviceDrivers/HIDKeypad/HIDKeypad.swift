public import DeviceModel

/// Any USB keypad or keyboard-typing token: boot-keyboard reports of eight bytes over hidraw or libusb, or the kernel's
/// input events over evdev. Keys are read by their place on the keyboard, so that Num Lock changes nothing: a keypad's
/// digits are digits whether it is on or off.
///
/// Opening a keyboard takes it away from the console and from every window, so it is done only where a udev property or
/// the configuration says so.
public struct HIDKeypad: DeviceDriver {
  /// `hid-keypad`.
  public static let name = "hid-keypad"
  /// Nodes that a udev rule names this driver for; a whole interface only where the rule says that as well. Never
  /// hidraw's, beside which the console goes on reading the keys.
  public static let matches = [
    DeviceMatch(.evdev, properties: ["KEYPORT_DRIVER": name]),
    DeviceMatch(.usbInterface, properties: ["KEYPORT_DRIVER": name, "KEYPORT_OVER": "usb-interface"]),
  ]

  /// The digits a line may have; the longest code is half as long.
  public static let longestLine = 32
  private let transport: TransportKind
  private let layout: KeyboardLayout
  private let numLock: Bool
  private var held: HeldKeys
  private var eventsAreLost = false
  private var oddReportWasNoted = false
  private var digits = 0
  private var isSpoiled = false

  /// The driver over evdev.
  public init(settings: DriverSettings) throws(DriverSettingsError) {
    try self.init(settings: settings, over: .evdev)
  }

  /// Takes the settings `layout`, `num-lock` (`on` or `off`: its light) and `bounce` (milliseconds, 0 to 100).
  ///
  /// Nothing bounces unless the operator says so: a keypad settles its contacts itself, and on a loaded machine two
  /// presses that somebody made may arrive as close together as one that bounced.
  public init(settings: DriverSettings, over transport: TransportKind) throws(DriverSettingsError) {
    var settings = settings
    self.transport = transport
    layout = try KeyboardLayout(taking: &settings)
    let numLock = settings.take("num-lock") ?? "on"
    guard ["on", "off"].contains(numLock) else {
      throw .invalid(name: "num-lock", value: numLock, expected: "on or off")
    }
    self.numLock = numLock == "on"
    var bounce = Duration.zero
    if let text = settings.take("bounce") {
      guard let milliseconds = Int(text), (0...100).contains(milliseconds) else {
        throw .invalid(name: "bounce", value: text, expected: "milliseconds, 0 to 100")
      }
      bounce = .milliseconds(milliseconds)
    }
    held = HeldKeys(bounce: bounce)
    try settings.finish()
  }

  /// Nothing: a keypad is never waited for.
  public var nextDeadline: Duration? { nil }

  /// Ready as soon as it is open; then each key as it is pressed, and once a line what spoils it.
  public mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    switch event {
    case .opened:
      held.forget()
      startLine()
      return [.send(light), .ready(DeviceIdentity(), .keys)]
    case .received(let bytes):
      var effects: [DriverEffect] = []
      if transport == .evdev { takeEvents(bytes, &effects) } else { takeReport(bytes, at: now, &effects) }
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

  /// Num Lock's light as the operator wants it.
  private var light: [UInt8] {
    transport == .evdev
      ? InputEvent.encode([InputEvent(type: .led, code: InputEvent.numLockLight, value: numLock ? 1 : 0), .end])
      : [numLock ? 1 : 0]
  }

  private mutating func takeReport(_ bytes: [UInt8], at now: Duration, _ effects: inout [DriverEffect]) {
    guard let report = KeyboardReport(bytes) else {
      if !oddReportWasNoted {
        effects.append(.note("a report that is not a boot keyboard's, of \(bytes.count) bytes, is passed over"))
      }
      oddReportWasNoted = true
      return
    }
    if report.isRollOverError { return }
    for usage in held.take(report.usages, at: now) { press(usage, report.modifiers, &effects) }
  }

  private mutating func takeEvents(_ bytes: [UInt8], _ effects: inout [DriverEffect]) {
    for event in InputEvent.decode(bytes) {
      switch event.type {
      case .synchronize where event.code == InputEvent.dropped:
        // The kernel's queue was full: what is held is not known until the queue makes sense again.
        eventsAreLost = true
        held.forget()
        spoil(.lostFrame, &effects)
      case .synchronize:
        eventsAreLost = false
      case .key where !eventsAreLost:
        guard let usage = KeyboardUsage(keyCode: event.code) else { continue }
        if event.value == 0 {
          held.release(usage, at: event.time)
        } else if event.value == 1, held.press(usage, at: event.time) {
          press(usage, held.modifiers, &effects)
        }
      case .key, .led, .other: continue
      }
    }
  }

  private mutating func press(_ usage: KeyboardUsage, _ modifiers: KeyboardModifiers, _ effects: inout [DriverEffect]) {
    if modifiers.makesNoText { return }
    switch layout.meaning(of: usage, shifted: modifiers.isShifted) {
    case .digits(let digit, let count): for _ in 0..<count { take(digit, &effects) }
    case .enter:
      if digits > 0, !isSpoiled { effects.append(.event(.key(.enter))) }
      startLine()
    case .clear:
      startLine()
      effects.append(.event(.key(.clear)))
    case .text: spoil(.notADigit, &effects)
    case .none: break
    }
  }

  private mutating func take(_ digit: UInt8, _ effects: inout [DriverEffect]) {
    if isSpoiled { return }
    guard digits < Self.longestLine else { return spoil(.tooLong, &effects) }
    digits += 1
    effects.append(.event(.key(.digit(digit))))
  }

  private mutating func spoil(_ fault: InputFault, _ effects: inout [DriverEffect]) {
    if isSpoiled { return }
    isSpoiled = true
    effects.append(.event(.inputSpoiled(fault)))
  }

  private mutating func startLine() {
    digits = 0
    isSpoiled = false
    held.forgetReleased()
  }
}
