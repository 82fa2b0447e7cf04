import HostPlatform

/// The client's words. Scripts build on them.
enum ClientSyntax {
  private static let socket = CommandLineOption(
    "socket", value: "PATH", offer: .file, help: "Talk to the keyportd that listens here")
  private static let json = CommandLineOption("json", help: "Print results as JSON, one object a line")

  static let syntax = CommandLineSyntax(
    name: "keyport",
    synopsis: ["[--socket PATH] [--json] COMMAND"],
    summary: "Talks to keyportd: devices, accounts, tokens and logins.",
    options: [socket, json, .help, .version],
    subcommands: [status, devices, watch, account, enrol, login, code, completion],
    epilogue: """
      Exit status: 0 done or accepted, 1 refused or expired, 2 usage, 3 keyportd cannot be reached or cannot answer.

      'keyport COMMAND --help' says more; the manual is keyport(1).
      """)

  private static let status = CommandLineSyntax(name: "status", summary: "Show whether keyportd answers, and how it runs")
  private static let devices = CommandLineSyntax(name: "devices", summary: "List the keypads and tokens there are")
  private static let watch = CommandLineSyntax(name: "watch", summary: "Follow devices and logins until interrupted")
  private static let account = CommandLineSyntax(
    name: "account", synopsis: ["add NAME", "list"], summary: "Manage accounts",
    subcommands: [
      CommandLineSyntax(name: "add", synopsis: ["NAME"], summary: "Create an account"),
      CommandLineSyntax(name: "list", summary: "List the accounts"),
    ])
  private static let enrol = CommandLineSyntax(
    name: "enrol", synopsis: ["NAME [--key KEY | --uri OTPAUTH | --stand-in] [OPTION]..."],
    summary: "Register a token for an account",
    options: [
      CommandLineOption("key", value: "KEY", help: "Its key, in base32 or as hex:…; - reads it from standard input"),
      CommandLineOption("uri", value: "OTPAUTH", help: "Its otpauth:// text; - reads it from standard input"),
      CommandLineOption("stand-in", help: "Make a key and write it into the stand-in token"),
      CommandLineOption("label", value: "TEXT", help: "Your words for it"),
      CommandLineOption(
        "algorithm", value: "NAME", offer: .words(["SHA1", "SHA256", "SHA512"]), help: "SHA1, SHA256 or SHA512 (SHA1)"),
      CommandLineOption("digits", value: "N", help: "Digits of a code, 6 to 10 (6)"),
      CommandLineOption("period", value: "S", help: "Seconds a code lasts (30)"),
      CommandLineOption("counter", value: "N", help: "The token counts key presses; its next one is N"),
      CommandLineOption("qr", value: "FILE", offer: .file, help: "Write its QR code, as PNG or SVG by the file's ending"),
    ],
    epilogue: "With no key given, one is made, and printed as otpauth:// text for an authenticator app.")
  private static let login = CommandLineSyntax(
    name: "login", synopsis: ["NAME [--seat SEAT] [--code CODE] [--timeout S]"],
    summary: "Log an account in with the next code",
    options: [
      CommandLineOption("seat", value: "SEAT", help: "Where the code will be typed (seat0)"),
      CommandLineOption("code", value: "CODE", help: "The code itself; - reads it from standard input"),
      CommandLineOption("timeout", value: "S", help: "Seconds to wait for a code, 1 to 600"),
    ])
  private static let code = CommandLineSyntax(
    name: "code", synopsis: ["[TOKEN]"], summary: "Press the stand-in token's button and show its code",
    epilogue: "TOKEN is a label or number of one of its keys, where it holds several.")
  private static let completion = CommandLineSyntax(
    name: "completion", synopsis: ["bash|zsh|fish"], summary: "Print a shell's completion script")
}
