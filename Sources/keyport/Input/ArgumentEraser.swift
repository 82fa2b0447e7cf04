import Glibc

/// Overwrites secrets in the process's own arguments, where every user can read them (proc(5): `cmdline`). Somebody
/// may have looked before: `-` in the value's place reads it from standard input instead.
enum ArgumentEraser {
  /// Overwrites the values of these options, given without their dashes, with as many `x`.
  static func erase(valuesOf options: [String]) {
    let arguments = UnsafeBufferPointer(start: CommandLine.unsafeArgv, count: Int(CommandLine.argc))
    var isValue = false
    for case let argument? in arguments.dropFirst() {
      let text = UnsafeMutableBufferPointer(start: argument, count: strlen(argument))
      if isValue {
        overwrite(text[...])
        isValue = false
      } else if let option = options.first(where: { starts(text, with: "--\($0)") }) {
        let rest = text.dropFirst(option.utf8.count + 2)
        isValue = rest.isEmpty
        if rest.first == CChar(bitPattern: UInt8(ascii: "=")) { overwrite(rest.dropFirst()) }
      }
    }
  }

  private static func starts(_ text: UnsafeMutableBufferPointer<CChar>, with prefix: String) -> Bool {
    text.lazy.map { UInt8(bitPattern: $0) }.starts(with: prefix.utf8)
  }

  private static func overwrite(_ text: Slice<UnsafeMutableBufferPointer<CChar>>) {
    for index in text.indices { text.base[index] = CChar(bitPattern: UInt8(ascii: "x")) }
  }
}
