import Cryptography

/// A code is awaited, whole or digit by digit.
struct AwaitingCode: Sendable {
  /// What was typed so far; nil when nothing was.
  var fragment: CodeFragment?
  /// The numbers of digits that the account's codes have, ascending.
  let digitCounts: [Int]
  /// Until when a code is awaited.
  let deadline: Duration

  /// Whether the code ends by itself, without Enter.
  var isWhole: Bool { digitCounts.count == 1 && fragment?.digits.count == digitCounts[0] }

  /// Adds a digit to the fragment, or begins one.
  mutating func press(_ digit: UInt8, from origin: CodeOrigin) {
    if var begun = fragment {
      begun.append(digit, from: origin, limit: digitCounts.last ?? 0)
      fragment = begun
    } else {
      fragment = CodeFragment(digit, from: origin)
    }
  }
}
