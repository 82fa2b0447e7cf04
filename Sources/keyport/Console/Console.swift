import Cryptography
import Glibc
import HostPlatform
import LocalAPIClient

/// Where a command's results and messages go: results to standard output, messages to standard error.
struct Console {
  /// Results, for people or as JSON.
  let output = TextSink(STDOUT_FILENO)
  /// Messages.
  let errors = TextSink(STDERR_FILENO)
  /// Whether results are JSON, one object a line.
  let isJSON: Bool

  /// Whether the terminal shows more than ASCII, as far as the environment tells (locale(7)).
  static var showsUnicode: Bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].lazy.compactMap(ServiceSocket.environment).first ?? ""
    let encoding = locale.drop { $0 != "." }.dropFirst().prefix { $0 != "@" }
    return ["utf-8", "utf8"].contains(encoding.lowercased())
  }

  /// Writes one line of results; text from elsewhere is escaped by the caller.
  func print(_ line: String) { output.write(line + "\n") }

  /// Writes a secret that was asked for as a line of results.
  func print(_ secret: SecretBytes) {
    output.write(secret)
    output.write("\n")
  }

  /// Writes one object as a line of results.
  func print(_ json: JSONObject) {
    // Every value came in as UTF-8, from the daemon or as a checked argument.
    guard let line = try? JSONValue.object(json).line() else { preconditionFailure("a JSON value that is not text") }
    print(line)
  }

  /// Writes a message; text from elsewhere is escaped by the caller.
  func say(_ message: String) { errors.write(message + "\n") }

  /// Writes what went wrong.
  func complain(_ message: String) {
    errors.write("\(Style.bad("keyport:", on: errors)) \(PlainText.escape(message))\n")
  }

  /// The status to exit with after `status`, unless a result could not be written: a reader that has gone wants no
  /// more, and anything else is a failure to answer.
  func finish(_ status: ExitStatus) -> ExitStatus {
    guard let failure = output.failure, failure.code != EPIPE else { return status }
    complain("the result cannot be written to standard output: \(failure.reason)")
    return status == .done ? .unanswered : status
  }
}
