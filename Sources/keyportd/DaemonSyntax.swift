import HostPlatform

/// The daemon's flags.
enum DaemonSyntax {
  static let syntax = CommandLineSyntax(
    name: "keyportd",
    synopsis: [
      "[--config FILE] [--state DIR] [--socket PATH] [--listen ADDR:PORT] [--device PATH[=DRIVER]]... [--lab]"
    ],
    summary:
      "Finds OTP keypads and tokens, stands in an emulated token where there is none, and carries each code to the one "
      + "login that waits for it. Flags win over the configuration file.",
    options: [
      CommandLineOption(
        "config", value: "FILE", offer: .file,
        help: "Read this configuration (\(Defaults.configuration) if it is there)"),
      CommandLineOption(
        "state", value: "DIR", offer: .directory, help: "Keep the store and its key here (\(Defaults.state))"),
      CommandLineOption("socket", value: "PATH", offer: .file, help: "Serve the API on this Unix socket"),
      CommandLineOption("listen", value: "ADDR:PORT", help: "Serve the kiosk's page on this loopback address"),
      CommandLineOption(
        "device", value: "PATH[=DRIVER]", isRepeatable: true, offer: .file,
        help: "Use this tty or pty; without a driver it is read as an ASCII keypad and never written to"),
      CommandLineOption("lab", help: "Let emulated tokens log in; for labs and trying out"),
      .help,
      .version,
    ],
    epilogue: "The configuration's keys are described in keyport.yaml(5), the client in keyport(1).")
}
