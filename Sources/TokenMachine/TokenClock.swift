internal import WireProtocol

/// A token's own clock: set by a host, run by the board, and compared with each new setting (REQ-TIM-001…004).
struct TokenClock: Sendable {
  /// Two settings tell a drift only when so much time lies between them: below, the wire's own delay would be most of it.
  static let shortestComparison: UInt64 = 60_000

  private var setting: (milliseconds: UInt64, at: Duration)?
  private var drift: Int32?

  /// What it says now.
  func time(at now: Duration) -> DeviceTime {
    DeviceTime(milliseconds: milliseconds(at: now), drift: drift)
  }

  /// The Unix time in seconds; nil while nobody has set it.
  func unixTime(at now: Duration) -> UInt64? { milliseconds(at: now).map { $0 / 1000 } }

  /// Takes a host's time, and learns how far its own had run from it since the last.
  mutating func set(_ milliseconds: UInt64, at now: Duration) {
    if let setting, milliseconds >= setting.milliseconds,
      milliseconds - setting.milliseconds >= Self.shortestComparison
    {
      drift = Self.drift(of: Self.elapsed(from: setting.at, to: now), against: milliseconds - setting.milliseconds)
    }
    setting = (milliseconds, now)
  }

  private func milliseconds(at now: Duration) -> UInt64? {
    guard let setting else { return nil }
    return setting.milliseconds &+ Self.elapsed(from: setting.at, to: now)
  }

  private static func elapsed(from start: Duration, to end: Duration) -> UInt64 {
    let (seconds, attoseconds) = (end - start).components
    return UInt64(seconds) * 1000 + UInt64(attoseconds) / 1_000_000_000_000_000
  }

  /// Parts per billion, positive where the clock is fast; as far as 32 bits go.
  private static func drift(of own: UInt64, against host: UInt64) -> Int32 {
    let isFast = own >= host
    let difference = isFast ? own - host : host - own
    let (scaled, overflow) = difference.multipliedReportingOverflow(by: 1_000_000_000)
    let parts = overflow ? UInt64(Int32.max) : min(scaled / host, UInt64(Int32.max))
    return isFast ? Int32(parts) : -Int32(parts)
  }
}
