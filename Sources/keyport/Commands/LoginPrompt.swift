import HostPlatform
import LocalAPIClient

/// What a person sees while a login waits: where to type the code, and a dot for each key. On standard error, with or
/// without `--json`; dots on a terminal only.
final class LoginPrompt {
  private let console: Console
  private let timeout: Int?
  private var isInLine = false

  init(_ console: Console, timeout: Int?) {
    self.console = console
    self.timeout = timeout
  }

  /// The login waits.
  func wait(_ login: LoginEntry) {
    let seat = PlainText.escape(login.seat ?? "seat0")
    let seconds = login.timeout ?? timeout.map(Int64.init)
    let text = "Enter the code on the keypad at \(seat)" + (seconds.map { " (\($0) s)" } ?? "")
    if console.errors.isTerminal {
      console.errors.write("\(text) ")
      isInLine = true
    } else {
      console.say(text)
    }
  }

  /// A key was pressed.
  func showKey() {
    if isInLine { console.errors.write(Console.showsUnicode ? "•" : "*") }
  }

  /// Nothing more will come: the line ends.
  func end() {
    if isInLine { console.errors.write("\n") }
    isInLine = false
  }
}
