/// The size of the steps that a suite counts time in (RFC 6287 §6.3: `TG`).
public struct OCRATimeStep: Sendable, Hashable {
  /// The units that a step's size is told in.
  public enum Unit: Sendable, Hashable, CaseIterable {
    case seconds
    case minutes
    case hours

    /// The sizes that a step may have: 1 to 59 seconds or minutes, 1 to 48 hours.
    public var range: ClosedRange<Int> { self == .hours ? 1...48 : 1...59 }
  }

  /// The size in units.
  public let count: Int
  /// The unit.
  public let unit: Unit

  /// Takes a step in its unit's range.
  /// - Throws: `timeStep` alone.
  public init(_ count: Int, _ unit: Unit) throws(OCRASuiteError) {
    guard unit.range.contains(count) else { throw .timeStep }
    self.count = count
    self.unit = unit
  }

  /// The size in seconds, 1 to 172,800.
  public var seconds: UInt32 {
    switch unit {
    case .seconds: UInt32(count)
    case .minutes: UInt32(count) * 60
    case .hours: UInt32(count) * 3600
    }
  }

  /// Returns the number of whole steps from 1970 to `seconds` (RFC 6287 §5.1: T), which is hashed.
  /// - Parameter seconds: Unix time.
  public func step(atUnixTime seconds: UInt64) -> UInt64 {
    // Byte by byte, since small processors divide 32 bits alone: what is left of a step has 18 bits, with a byte 26.
    let size = self.seconds
    var remainder: UInt32 = 0
    var steps: UInt64 = 0
    withUnsafeBytes(of: seconds.bigEndian) { bytes in
      for byte in bytes {
        let (quotient, rest) = (remainder << 8 | UInt32(byte)).quotientAndRemainder(dividingBy: size)
        steps = steps << 8 | UInt64(quotient)
        remainder = rest
      }
    }
    return steps
  }
}
