internal import CLinux
import Glibc

extension CommandLineSyntax {
  /// Takes apart `arguments`, the command's own name not among them, with `getopt_long`: options and operands in any
  /// order, `--name=value` and `--name value`, letters together, and `--` before operands that begin with a dash.
  public func parse(_ arguments: [String]) throws(CommandLineError) -> ParsedCommandLine {
    var parsed = ParsedCommandLine()
    try parse(arguments, above: [], into: &parsed)
    return parsed
  }

  private func parse(
    _ arguments: [String], above: [CommandLineOption], into parsed: inout ParsedCommandLine
  ) throws(CommandLineError) {
    let known = options + above
    var operands = try takeOptions(known, of: [name] + arguments, into: &parsed)
    if subject != nil, let first = operands.first {
      parsed.operands.append(first)
      operands = try takeOptions(known, of: [name] + operands.dropFirst(), into: &parsed)
    }
    guard !subcommands.isEmpty, let first = operands.first else {
      parsed.operands += operands
      return
    }
    guard let next = subcommands.first(where: { $0.name == first }) else {
      throw .unknownCommand(first, suggestion: Suggestion.nearest(to: first, among: subcommands.map(\.name)))
    }
    parsed.subcommand.append(first)
    try next.parse(Array(operands.dropFirst()), above: known, into: &parsed)
  }

  /// Takes the options and returns the operands.
  private func takeOptions(
    _ known: [CommandLineOption], of words: [String], into parsed: inout ParsedCommandLine
  ) throws(CommandLineError) -> [String] {
    let vector = ArgumentVector(words)
    let table = OptionTable(known, stopsAtOperand: !subcommands.isEmpty)
    keyport_lock_options()
    defer { keyport_unlock_options() }
    var restart = true
    while true {
      let step = table.next(in: vector, restart: restart)
      restart = false
      if step.result == -1 { return vector.strings(from: Int(step.next)) }
      let option = try table.found(by: step, in: vector)
      if option.value != nil && !option.isRepeatable && parsed.flag(option.name) {
        throw .repeated(option: "--\(option.name)")
      }
      parsed.given[option.name, default: []].append(step.value.map { String(cString: $0) } ?? "")
    }
  }
}
