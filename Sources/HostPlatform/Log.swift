public import Glibc

/// Structured lines on standard error: in journald's form (`<6>message key=value`, sd-daemon(3)) where it is no
/// terminal, readable where it is one.
///
/// Nothing that a person typed, no code and no secret may be passed here at any level; the types that hold them print
/// as placeholders, and the end-to-end tests search the log for them.
public struct Log: Sendable {
  /// syslog's priorities, as far as they are used.
  public enum Level: Int, Sendable, Comparable, CaseIterable {
    case error = 3
    case warning = 4
    case notice = 5
    case info = 6
    case debug = 7

    /// The order of importance reversed: `debug` is the greatest, as in syslog.
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// The least important level that is written.
  public let threshold: Level
  private let descriptor: CInt
  private let terminal: Bool

  /// Writes to standard error what is at least as important as `threshold`.
  public init(threshold: Level = .info, descriptor: CInt = STDERR_FILENO) {
    self.threshold = threshold
    self.descriptor = descriptor
    terminal = isatty(descriptor) == 1
  }

  /// Writes one line. Fields are `key=value`, values quoted where they hold spaces or control characters.
  public func callAsFunction(
    _ level: Level, _ message: @autoclosure () -> String, _ fields: KeyValuePairs<String, String> = [:]
  ) {
    guard level <= threshold else { return }
    var line = terminal ? prefix(level) : "<\(level.rawValue)>"
    line += Self.printable(message())
    for (key, value) in fields { line += " \(key)=\(Self.quoted(value))" }
    line += "\n"
    // One write a line, so that lines of several processes do not mix. A log that cannot be written is no reason to stop.
    line.withUTF8 { _ = Glibc.write(descriptor, $0.baseAddress, $0.count) }
  }

  private func prefix(_ level: Level) -> String {
    switch level {
    case .error: "error: "
    case .warning: "warning: "
    case .notice, .info: ""
    case .debug: "debug: "
    }
  }

  private static func quoted(_ value: String) -> String {
    let marks: [Unicode.Scalar] = ["\"", "=", "\\"]
    let plain = value.unicodeScalars.allSatisfy { $0 != " " && !marks.contains($0) && !isControl($0) }
    return plain && !value.isEmpty ? value : "\"\(printable(value, escaping: ["\"", "\\"]))\""
  }

  /// Control characters become `\xNN` or `\u{NNNN}`, so that no device's name forges a line or drives a terminal.
  private static func printable(_ text: String, escaping marks: [Unicode.Scalar] = []) -> String {
    var result = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if isControl(scalar) {
        let code = String(scalar.value, radix: 16)
        let escape = scalar.value > 0xFF ? "\\u{\(code)}" : "\\x" + (code.count < 2 ? "0" : "") + code
        result.append(contentsOf: escape.unicodeScalars)
      } else {
        if marks.contains(scalar) { result.append("\\") }
        result.append(scalar)
      }
    }
    return String(result)
  }

  /// Whether a character does something other than show: control, formatting (such as turning the writing around) and
  /// line separators.
  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.isASCII { return scalar.value < 0x20 || scalar.value == 0x7F }
    return switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator: true
    default: false
    }
  }
}
