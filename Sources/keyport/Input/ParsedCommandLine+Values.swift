import HostPlatform

extension ParsedCommandLine {
  /// The one operand, called `name` in the help.
  func operand(_ name: String) throws(UsageError) -> String {
    guard let operand = try optionalOperand() else { throw UsageError("\(name) is missing") }
    return operand
  }

  /// The one operand, if it is given.
  func optionalOperand() throws(UsageError) -> String? {
    if operands.count > 1 { throw Self.tooMany }
    if operands.first == "" { throw UsageError("an empty name") }
    return operands.first
  }

  /// Makes sure that there is no operand.
  func noOperand() throws(UsageError) {
    if !operands.isEmpty { throw Self.tooMany }
  }

  /// Without quoting the word, which may be a key whose option was forgotten.
  private static let tooMany = UsageError("more words than the command takes")

  /// The value of an option that takes a whole number in `range`.
  func number(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = value(of: option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      let upper =
        range.upperBound == .max ? "\(range.lowerBound) upwards" : "\(range.lowerBound) to \(range.upperBound)"
      throw UsageError("--\(option) is a whole number, \(upper), not '\(text)'")
    }
    return number
  }
}
