/// How a slot's codes come about (firmware-spec, table `fields`, field `kind`).
public enum SlotKind: UInt8, Sendable, CaseIterable {
  /// By a counter (RFC 4226).
  case hotp = 1
  /// By the time (RFC 6238).
  case totp = 2
  /// By a question (RFC 6287).
  case ocra = 3
}
