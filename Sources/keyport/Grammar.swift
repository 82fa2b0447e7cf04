import HostPlatform

/// `keyport`'s command line. Its words are a contract that scripts may build on.
enum Grammar {
  /// Options whose values are secrets.
  static let secretOptions = ["key", "uri", "code", "pin"]

  static let keyport = CommandLineSyntax(
    name: "keyport",
    synopsis: [
      "[--socket PATH] [--json] status | devices | watch",
      "account add NAME | account list",
      "enrol NAME [--key KEY | --uri OTPAUTH | --stand-in | --device NAME] [OPTION]...",
      "login NAME [--seat SEAT] [--code CODE] [--timeout S]",
      "code [TOKEN]",
      "conformance DEVICE | emulated [OPTION]...",
      "device NAME ACT [OPTION]...",
      "completion bash | zsh | fish",
    ],
    summary: "Talks to keyportd, which carries codes from keypads and tokens to the login that waits for them.",
    options: [
      CommandLineOption("socket", value: "PATH", offer: .file, help: "Where keyportd listens"),
      CommandLineOption("json", help: "Write results as JSON, one object a line"),
      .help, .version,
    ],
    subcommands: [status, devices, watch, account, enrol, login, code, device, conformance, completion],
    epilogue: """
      Results go to standard output, messages to standard error.

      Without --socket, the socket is $KEYPORT_SOCKET; else /run/keyport/keyport.sock, for root or where it exists; \
      else $XDG_RUNTIME_DIR/keyport/keyport.sock.

      Exit status:
        0  done, or accepted
        1  refused or expired: keyportd answered no
        2  the command line is not understood
        3  keyportd cannot be reached, or cannot answer
      """)

  private static let status = CommandLineSyntax(name: "status", summary: "Say whether keyportd runs, and how it is")

  private static let devices = CommandLineSyntax(
    name: "devices", summary: "List the devices: driver, path, state, seat, what each can do")

  private static let watch = CommandLineSyntax(
    name: "watch", summary: "Show devices, key presses and logins as they come",
    epilogue: "Ctrl-C ends it. A key press is shown as one, never which key it was.")

  private static let account = CommandLineSyntax(
    name: "account", synopsis: ["add NAME", "list"], summary: "Create and list accounts",
    subcommands: [
      CommandLineSyntax(
        name: "add", synopsis: ["NAME"], summary: "Create an account",
        epilogue: "A name has 1 to 64 of the characters a-z A-Z 0-9 . _ - @ +, a letter or digit first."),
      CommandLineSyntax(name: "list", summary: "List the accounts"),
    ])

  private static let enrol = CommandLineSyntax(
    name: "enrol",
    synopsis: ["NAME [--key KEY | --uri OTPAUTH | --stand-in | --device NAME] [OPTION]..."],
    summary: "Register a token for an account",
    options: [
      CommandLineOption("key", value: "KEY", help: "The token's key: base32, or hex: and its digits; or -"),
      CommandLineOption("uri", value: "OTPAUTH", help: "An otpauth:// URI that has the key; or -"),
      CommandLineOption("stand-in", help: "Put a new key into the stand-in token, never shown"),
      CommandLineOption("device", value: "NAME", help: "Put a new key into this paired device, never shown"),
      CommandLineOption("slot", value: "N", help: "The device's slot; the first free one unless given"),
      CommandLineOption("label", value: "TEXT", help: "Your words for the token"),
      CommandLineOption(
        "algorithm", value: "NAME", offer: .words(["SHA1", "SHA256", "SHA512"]),
        help: "SHA1 (unless given), SHA256 or SHA512"),
      CommandLineOption("digits", value: "N", help: "Digits of a code, 6 (unless given) to 10"),
      CommandLineOption("period", value: "S", help: "A new code every S seconds, 30 unless given"),
      CommandLineOption("counter", value: "N", help: "Instead of time, a new code at each press, from N on"),
      CommandLineOption("qr", value: "FILE", offer: .file, help: "Draw the URI as a QR code: .png or .svg"),
    ],
    epilogue: """
      Without --key, --uri, --stand-in and --device, keyportd makes the key and the otpauth:// URI that carries it is printed, \
      this once; on a terminal, as a QR code too.

      - in a value's place reads it from standard input's first line: other users can see a command line, and not that.
      """)

  private static let login = CommandLineSyntax(
    name: "login", synopsis: ["NAME [--seat SEAT] [--code CODE] [--timeout S]"],
    summary: "Log an account in with the next code from a seat's device",
    options: [
      CommandLineOption("seat", value: "SEAT", help: "Where the code is typed, seat0 unless given"),
      CommandLineOption("code", value: "CODE", help: "The code itself: no seat is waited at; or -"),
      CommandLineOption("timeout", value: "S", help: "Wait S seconds, 1 to 600, instead of keyportd's time"),
    ],
    epilogue: """
      Ctrl-C cancels the login.

      - in a value's place reads it from standard input's first line: other users can see a command line, and not that.
      """)

  private static let code = CommandLineSyntax(
    name: "code", synopsis: ["[TOKEN]"], summary: "Press the stand-in token's button and print the code it shows",
    epilogue: "TOKEN is a label or number, for a stand-in with more than one. Other tokens' codes are never shown.")

  private static let conformance = CommandLineSyntax(
    name: "conformance", synopsis: ["DEVICE | emulated [OPTION]..."],
    summary: "Examine a device by the device protocol's requirements",
    options: [
      CommandLineOption("list", help: "Show the cases and stop"),
      CommandLineOption(
        "only", value: "CASE", isRepeatable: true, help: "Run this case, or those that test this REQ; may be repeated"),
      CommandLineOption("interactive", help: "Ask for keys to be pressed and displays to be read"),
      CommandLineOption("erase", help: "Also run the cases that erase the device's memory"),
      CommandLineOption("baud", value: "RATE", help: "The line's rate, 115200 unless given"),
      CommandLineOption("junit", value: "FILE", offer: .file, help: "Write the verdicts as JUnit XML"),
    ],
    epilogue: """
      DEVICE is a serial port's path; emulated is the emulated keypad, in process. keyportd is not needed, and must not \
      hold the port.

      A device that is paired with another host is refused most cases: unpair it first. Exit status: 0 no case failed, 1 \
      some did, 2 the command line is not understood, 3 the device could not be examined to the end.
      """)

  private static let completion = CommandLineSyntax(
    name: "completion", synopsis: ["bash | zsh | fish"],
    summary: "Print a script that completes these words in a shell",
    subcommands: Shell.allCases.map {
      CommandLineSyntax(name: $0.rawValue, summary: "Print the script for \($0.rawValue)")
    },
    epilogue: """
      bash, in ~/.bashrc:
        source <(keyport completion bash)
      zsh, into a directory of $fpath:
        keyport completion zsh > ~/.zfunc/_keyport
      fish:
        keyport completion fish > ~/.config/fish/completions/keyport.fish
      """)
}
