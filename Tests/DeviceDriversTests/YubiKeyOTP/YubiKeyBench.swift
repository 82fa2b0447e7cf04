import Cryptography
import DeviceDrivers
import DeviceModel
import Testing

/// A driver and a key with nothing but virtual time between them, and what can go wrong on the way.
struct YubiKeyBench {
  /// What happens to one request, counted from 0.
  enum Fault {
    /// It fails, and the device hears nothing of it.
    case stall
    /// The device hears of it, and no answer comes.
    case mute
    /// A bit of the answer is wrong.
    case flip(byte: Int)
    /// The answer is lost with the device's having given it, and the next is taken for it.
    case skip
  }

  var driver: YubiKeyOTP
  var key: YubiKeyModel
  var now = Duration.zero
  /// Says what happens to a request.
  var fault: (Int) -> Fault? = { _ in nil }
  private(set) var requests = 0
  /// How many of them were written, and how many before the key's first answer.
  private(set) var writes = 0
  private(set) var early = 0
  private(set) var words: [String] = []
  private var hasAnswered = false

  init(_ key: YubiKeyModel = YubiKeyModel()) throws {
    self.key = key
    driver = try YubiKeyOTP(settings: DriverSettings())
  }

  /// A bench with a key that is ready, and nothing told yet.
  static func ready(_ key: YubiKeyModel = YubiKeyModel()) throws -> YubiKeyBench {
    var bench = try YubiKeyBench(key)
    #expect(bench.open().contains { $0.hasPrefix("ready") })
    return bench
  }

  mutating func open() -> [String] {
    requests = 0
    return run(driver.handle(.opened, at: now))
  }

  mutating func challenge(_ message: [UInt8], slot: Int = 1) -> [String] {
    requests = 0
    return run(
      driver.perform(.request(.challenge(slot: slot, question: SecretBytes(copying: message)), ticket: 7), at: now))
  }

  /// Carries effects back and forth until the driver waits for nothing more.
  mutating func run(_ effects: [DriverEffect]) -> [String] {
    words = []
    var waiting = effects[...]
    for _ in 0..<100_000 {
      if let effect = waiting.popFirst() {
        waiting += carry(effect)
      } else if let deadline = driver.nextDeadline {
        #expect(deadline >= now)
        now = max(now, deadline)
        waiting += driver.handle(.deadline, at: now)
      } else {
        return words.filter { $0 != "note" }
      }
    }
    Issue.record("it does not end")
    return words
  }

  private mutating func carry(_ effect: DriverEffect) -> [DriverEffect] {
    if let told = effect.words { words.append(told) }
    switch effect {
    case .setFeatureReport(let report):
      writes += 1
      if !hasAnswered { early += 1 }
      let fault = fault(requests)
      requests += 1
      if case .stall? = fault { return driver.handle(.featureReportFailed("the pipe stalled"), at: now) }
      key.set(report)
      return []
    case .getFeatureReport(let length):
      #expect(length == 8)
      let fault = fault(requests)
      requests += 1
      if case .stall? = fault { return driver.handle(.featureReportFailed("the pipe stalled"), at: now) }
      var report = key.get()
      switch fault {
      case .mute: return []
      case .flip(let byte): report[byte] ^= 0x10
      case .skip: report = key.get()
      case .stall, nil: break
      }
      hasAnswered = true
      return driver.handle(.featureReport(report), at: now)
    default: return []
    }
  }
}
