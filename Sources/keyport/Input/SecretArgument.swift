import Cryptography
import HostPlatform

/// A secret that a command line gives, or asks to be read.
enum SecretArgument {
  /// It stood on the command line.
  case given(SecretBytes)
  /// It is to be read from standard input: `-`.
  case onInput

  /// Takes an option's value; nil where it was not given.
  init?(_ option: String, of line: ParsedCommandLine) throws(UsageError) {
    guard let text = line.value(of: option) else { return nil }
    if text.isEmpty { throw UsageError("--\(option) is empty") }
    self = text == "-" ? .onInput : .given(SecretBytes(copying: text.utf8))
  }

  /// The secret, read if need be.
  func read(_ prompt: String, _ console: Console) throws -> SecretBytes {
    switch self {
    case .given(let secret): secret
    case .onInput: try SecretInput.line(prompt, console: console)
    }
  }
}
