/// By what a signal is given (firmware-spec, table `fields`, field `ways`); a device takes those it has.
public struct FeedbackWays: OptionSet, Sendable, Hashable {
  /// The bits as they travel; unknown ones are ignored.
  public let rawValue: UInt8

  /// Takes any bits, known or not.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// By light.
  public static let light = FeedbackWays(rawValue: 1 << 0)
  /// By sound.
  public static let sound = FeedbackWays(rawValue: 1 << 1)
}
