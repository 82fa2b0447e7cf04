public import DeviceModel

/// Hands a driver the same bytes in pieces of different sizes, and traps where that makes a difference.
public struct DriverTrial<Driver: DeviceDriver> {
  private let driver: Driver

  /// Starts each run from this driver.
  public init(_ driver: Driver) { self.driver = driver }

  /// Hands over `bytes` one by one, in one piece and in pieces of `size`.
  /// - Returns: what the driver did at each byte.
  public func run(_ bytes: [UInt8], size: Int, at now: Duration) -> [[DriverEffect]] {
    var single = driver
    let steps = bytes.map { single.handle(.received([$0]), at: now) }
    let expected = Transcript(steps.flatMap { $0 })

    var whole = driver
    precondition(Transcript(whole.handle(.received(bytes), at: now)) == expected, "one piece makes a difference")

    var pieces = driver
    var effects: [DriverEffect] = []
    for start in stride(from: 0, to: bytes.count, by: size) {
      effects += pieces.handle(.received(Array(bytes[start..<min(start + size, bytes.count)])), at: now)
    }
    precondition(Transcript(effects) == expected, "pieces make a difference")

    precondition(
      single.nextDeadline == whole.nextDeadline && single.nextDeadline == pieces.nextDeadline, "the deadlines differ")
    if let deadline = single.nextDeadline { precondition(deadline > now, "a deadline has passed already") }
    return steps
  }
}
