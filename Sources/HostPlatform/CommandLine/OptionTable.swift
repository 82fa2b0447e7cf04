internal import CLinux
import Glibc

/// A command's options in the form that `getopt_long` reads.
final class OptionTable {
  /// Above all letters, so that what getopt returns names either a letter or a place in the table.
  private static let base: CInt = 256

  private let options: [CommandLineOption]
  private let letters: UnsafeMutablePointer<CChar>
  private let table: UnsafeMutablePointer<option>

  /// - Parameter stopsAtOperand: whether the first operand ends the options, since it is a subcommand.
  init(_ options: [CommandLineOption], stopsAtOperand: Bool) {
    self.options = options
    var letters = stopsAtOperand ? "+:" : ":"
    table = .allocate(capacity: options.count + 1)
    for (index, entry) in options.enumerated() {
      if let letter = entry.letter { letters += String(letter) + (entry.value == nil ? "" : ":") }
      (table + index).initialize(
        to: option(
          name: strdup(entry.name), has_arg: entry.value == nil ? no_argument : required_argument, flag: nil,
          val: Self.base + CInt(index)))
    }
    (table + options.count).initialize(to: option(name: nil, has_arg: 0, flag: nil, val: 0))
    self.letters = strdup(letters)
  }

  deinit {
    for index in options.indices { free(UnsafeMutablePointer(mutating: table[index].name)) }
    table.deallocate()
    free(letters)
  }

  func next(in vector: ArgumentVector, restart: Bool) -> keyport_option_step {
    keyport_next_option(CInt(vector.count), vector.base, letters, table, restart)
  }

  /// Returns the option that a step found, or throws what is wrong with it.
  func found(by step: keyport_option_step, in vector: ArgumentVector) throws(CommandLineError) -> CommandLineOption {
    if step.result == CInt(UInt8(ascii: ":")), let option = find(step.culprit) {
      try refuseAbbreviation(of: option, vector[Int(step.next) - 1])
      throw .missingValue(option: "--\(option.name)", value: option.value ?? "")
    }
    guard step.result != CInt(UInt8(ascii: "?")), let option = find(step.result) else {
      throw misfit(step, vector)
    }
    if step.result >= Self.base {
      // The value stands in the same word or is the next one, and then it is the last that was taken.
      let separate = step.value != nil && vector.base[Int(step.next) - 1].map { UnsafePointer($0) } == step.value
      try refuseAbbreviation(of: option, vector[Int(step.next) - (separate ? 2 : 1)])
    }
    return option
  }

  private func find(_ value: CInt) -> CommandLineOption? {
    if value >= Self.base { return options[Int(value - Self.base)] }
    return options.first { $0.letter?.asciiValue.map(CInt.init) == value }
  }

  private func misfit(_ step: keyport_option_step, _ vector: ArgumentVector) -> CommandLineError {
    if step.culprit >= Self.base, let option = find(step.culprit) {
      let word = Self.name(in: vector[Int(step.next) - 1])
      return word == option.name ? .unexpectedValue(option: "--\(word)") : unknown(word)
    }
    if step.culprit > 0 {
      return .unknownOption("-\(Character(UnicodeScalar(UInt8(truncatingIfNeeded: step.culprit))))", suggestion: nil)
    }
    return unknown(Self.name(in: vector[Int(step.next) - 1]))
  }

  /// getopt takes any beginning that fits one option only.
  private func refuseAbbreviation(of option: CommandLineOption, _ word: String) throws(CommandLineError) {
    guard word.hasPrefix("--") else { return }
    let name = Self.name(in: word)
    if name != option.name { throw unknown(name) }
  }

  private func unknown(_ name: String) -> CommandLineError {
    let suggestion = Suggestion.nearest(to: name, among: options.map(\.name))
    return .unknownOption("--\(name)", suggestion: suggestion.map { "--\($0)" })
  }

  private static func name(in word: String) -> String {
    String(word.drop { $0 == "-" }.prefix { $0 != "=" })
  }
}
