import Cryptography
import DeviceDrivers
import DeviceModel

/// A driver of a YubiKey and what it owes: each step traps where it does more than it may.
struct YubiKeyCourse {
  private var driver: YubiKeyOTP
  private var now = Duration.zero
  private var isOpen = false
  private var isIdentified = false
  private var isReady = false
  private var asked = 0
  private var reports = 0
  private var keys = 0
  private var ticket: UInt32 = 0
  private var openTickets: Set<UInt32> = []

  init() {
    guard let driver = try? YubiKeyOTP(settings: DriverSettings()) else { fatalError("no settings are refused") }
    self.driver = driver
  }

  /// The line is opened, or opened again: nothing from before is answered.
  mutating func open() {
    asked = 0
    isOpen = true
    isIdentified = false
    isReady = false
    openTickets = []
    take(driver.handle(.opened, at: now))
  }

  mutating func feature(_ report: [UInt8]) {
    asked = max(0, asked - 1)
    if report.count == 8, report[7] >= 0x20 || report[7] == 0 { isIdentified = true }
    take(driver.handle(.featureReport(report), at: now))
  }

  mutating func fail() {
    asked = 0
    take(driver.handle(.featureReportFailed("it stalled"), at: now))
  }

  mutating func keyboard(_ report: [UInt8]) {
    reports += 1
    take(driver.handle(.received(report), at: now))
  }

  /// Goes to the time that the driver waits for, if any.
  /// - Returns: whether it waited.
  @discardableResult mutating func wait() -> Bool {
    guard let deadline = driver.nextDeadline else { return false }
    precondition(deadline >= now, "a deadline has passed already")
    now = deadline
    take(driver.handle(.deadline, at: now))
    if let next = driver.nextDeadline { precondition(next > now, "a deadline came and stayed") }
    return true
  }

  mutating func pass(_ time: Duration) {
    guard driver.nextDeadline.map({ now + time < $0 }) ?? true else { return }
    now += time
  }

  mutating func command(_ command: DeviceCommand) { take(driver.perform(command, at: now)) }

  mutating func challenge(slot: Int, _ question: [UInt8]) {
    ticket += 1
    openTickets.insert(ticket)
    let request = DeviceRequest.challenge(slot: slot, question: SecretBytes(copying: question))
    take(driver.perform(.request(request, ticket: ticket), at: now))
  }

  /// The device says nothing more: everything that is open ends.
  mutating func end() {
    for _ in 0..<2000 where wait() {}
    precondition(driver.nextDeadline == nil, "it waits for ever")
    precondition(openTickets.isEmpty || !isOpen, "a request was never answered")
  }

  private mutating func take(_ effects: [DriverEffect]) {
    precondition(effects.count <= 66, "one event did more than it can")
    for effect in effects {
      switch effect {
      case .setFeatureReport(let report):
        precondition(isIdentified, "a stranger was written to")
        precondition(report.count == 8 && report[7] & 0x80 != 0, "a report is none")
      case .getFeatureReport(let length):
        asked += 1
        precondition(length == 8 && asked == 1, "two questions at once")
      case .ready(let identity, _):
        precondition(!isReady && isIdentified, "ready a second time, or nobody knows what")
        precondition(identity.product.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "an identity cannot be shown")
        isReady = true
      case .event(.key):
        keys += 1
        precondition(keys <= 6 * reports + 1, "more was typed than came")
      case .event(.yubicoOTP(let text)):
        let letters = Set("cbdefghijklnrtuv".utf8)
        precondition(
          (32...64).contains(text.count) && text.withBytes { $0.allSatisfy(letters.contains) }, "no OTP is like that")
      case .event(.inputSpoiled): break
      case .event(.answer(let ticket, let answer)):
        precondition(openTickets.contains(ticket), "an answer that nobody asked for")
        if answer.isFinal { openTickets.remove(ticket) }
        if case .response(let bytes) = answer { precondition(bytes.count == 20, "an HMAC-SHA1 has twenty bytes") }
      case .failed: isReady = false
      case .note: break
      default: fatalError("a YubiKey does no such thing")
      }
    }
    if driver.nextDeadline == nil { asked = 0 }
  }
}
