/// A key that a person pressed. It never prints which: a log that says "key" must not say the digit.
public enum Key: Sendable, Hashable, CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
  /// A digit, `0 ... 9`.
  case digit(UInt8)
  /// Ends the code.
  case enter
  /// Takes back everything typed so far.
  case clear

  /// The word "key", whichever it is.
  public var description: String { "key" }
  /// The word "key", whichever it is.
  public var debugDescription: String { "key" }
  /// No children, so that `dump` shows nothing either.
  public var customMirror: Mirror { Mirror(self, children: [:]) }
}
