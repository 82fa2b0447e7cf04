public import OTPAlgorithms

/// What a slot's key computes.
public enum SlotFunction: Sendable, Hashable {
  /// Codes, by a counter or by the time (RFC 4226, RFC 6238).
  case oneTimePassword(OTPParameters)
  /// Answers to questions (RFC 6287), by a suite of 4 to 10 digits without PIN and session.
  case challengeResponse(OCRASuite)
}
