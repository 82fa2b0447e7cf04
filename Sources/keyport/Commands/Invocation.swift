import HostPlatform
import LocalAPIClient

/// One run of `keyport`: what was asked for, where results go, whom to ask.
struct Invocation {
  let commandLine: ParsedCommandLine
  let console: Console
  let client: APIClient

  /// Checks how many operands there are and returns them.
  func operands(_ range: ClosedRange<Int>, named names: String) throws(UsageError) -> [String] {
    let operands = commandLine.operands
    if operands.count < range.lowerBound { throw UsageError("'\(command)' wants \(names)") }
    if operands.count > range.upperBound { throw UsageError("unexpected '\(operands[range.upperBound])'") }
    return operands
  }

  /// An option's value as a whole number.
  func number(_ option: String, in range: ClosedRange<Int>) throws(UsageError) -> Int? {
    guard let text = commandLine.value(of: option) else { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw UsageError("--\(option) wants a whole number from \(range.lowerBound) to \(range.upperBound), not '\(text)'")
    }
    return number
  }

  private var command: String { commandLine.subcommand.joined(separator: " ") }
}
