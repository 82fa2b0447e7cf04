import TwoFactor

/// A value bound to a statement's parameter.
enum SQLValue: Sendable {
  case null
  case integer(Int64)
  case text(String)
  case blob([UInt8])

  /// A time, in nanoseconds.
  static func time(_ time: Duration) -> SQLValue { .integer(time.nanoseconds) }

  static func optional(_ number: Int64?) -> SQLValue { number.map(SQLValue.integer) ?? .null }

  static func optional(_ text: String?) -> SQLValue { text.map(SQLValue.text) ?? .null }
}
