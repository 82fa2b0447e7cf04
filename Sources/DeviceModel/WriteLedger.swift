/// What a device was sent, and on what grounds. A transport asks it before it writes and tells it what went: without a
/// ground nothing is written, whoever asks for it.
///
/// It belongs to its transport, and says nothing of what was written but how much.
public final class WriteLedger {
  /// Why a device may be written to; the later is the better one.
  public enum Ground: Sendable, Hashable, CaseIterable {
    /// The operator or a rule named its driver, or a driver's table has the numbers that the device gives.
    case named
    /// Its driver knows it by what it answered.
    case identified
  }

  /// The ground that there is now; nil while no driver speaks for the device.
  public private(set) var ground: Ground?
  /// The bytes that the device has taken, by the ground that there was.
  public private(set) var written: [Ground: Int] = [:]
  /// How often something was to be written without a ground, and was not: a mistake in the daemon each time.
  public private(set) var refusals = 0
  private var onRefusal: (() -> Void)?

  /// A device that no driver speaks for yet.
  public init() {}

  /// The bytes that the device has taken so far.
  public var total: Int { written.values.reduce(0, +) }

  /// A driver speaks for the device from here on.
  /// - Parameter onRefusal: something was to be written after that had ended.
  public func begin(onRefusal: @escaping () -> Void = {}) {
    ground = .named
    self.onRefusal = onRefusal
  }

  /// The driver has recognised the device; without a beginning, this is nothing.
  public func identify() { if ground != nil { ground = .identified } }

  /// No driver speaks for the device any more.
  public func end() { ground = nil }

  /// Whether something may be written now; where not, it is counted and told.
  public func admits() -> Bool {
    if ground != nil { return true }
    refusals += 1
    onRefusal?()
    return false
  }

  /// The device has taken `count` bytes of what was admitted.
  public func record(_ count: Int) {
    // What the device takes late was admitted on the first ground at least.
    written[ground ?? .named, default: 0] += count
  }
}
