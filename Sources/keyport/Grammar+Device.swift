import HostPlatform

extension Grammar {
  /// `keyport device NAME …`
  static let device = CommandLineSyntax(
    name: "device", synopsis: ["NAME ACT [OPTION]..."], summary: "Pair with a device, ask it and set it up",
    subject: "NAME",
    subcommands: [
      CommandLineSyntax(
        name: "pair", synopsis: ["[--expect NUMBER]"], summary: "Make the device and this host know each other",
        options: [
          CommandLineOption(
            "expect", value: "NUMBER", help: "The number on the device, for scripts; or -")
        ],
        epilogue: """
          Open pairing at the device first, if it is paired already. Then both sides have a number: compare them, press \
          Enter on the device if they are the same, and say so here. If they differ, somebody is on the wire.

          --expect - reads the number from standard input once the device shows it.
          """),
      CommandLineSyntax(
        name: "unpair", synopsis: ["[--only-here] [--yes]"], summary: "Have the two forget each other",
        options: [
          CommandLineOption("only-here", help: "Forget a device that is lost, here alone"), yes,
        ]),
      CommandLineSyntax(name: "slots", summary: "List the keys that the device holds, not the keys themselves"),
      CommandLineSyntax(
        name: "erase-slot", synopsis: ["N [--yes]"], summary: "Empty a slot", options: [yes]),
      CommandLineSyntax(
        name: "confirm", synopsis: ["TEXT [--number N] [--timeout S]"],
        summary: "Ask Yes or No of the person at the device",
        options: [
          CommandLineOption("number", value: "N", help: "Up to 6 digits that the person sees here and types there"),
          CommandLineOption("timeout", value: "S", help: "Wait S seconds, 1 to 255, 60 unless given"),
        ],
        epilogue: "Prints yes, no, unanswered, or that the number was another. Exit status 0 is yes."),
      CommandLineSyntax(name: "show", synopsis: ["TEXT"], summary: "Show a text on the device"),
      CommandLineSyntax(name: "status", summary: "Show battery, case, PIN and pairs"),
      CommandLineSyntax(
        name: "clock", synopsis: ["[--set]"], summary: "Compare the device's clock with this machine's",
        options: [CommandLineOption("set", help: "Set it first")]),
      CommandLineSyntax(name: "firmware", summary: "Show what runs in the device"),
      CommandLineSyntax(name: "self-test", summary: "Have the device test itself"),
      CommandLineSyntax(
        name: "set-pin", synopsis: ["[--pin PIN | --none]"], summary: "Set the PIN that unlocks the device's codes",
        options: [
          CommandLineOption("pin", value: "PIN", help: "4 to 12 digits; or -, as without it: asked for"),
          CommandLineOption("none", help: "Take the PIN away"),
        ]),
      CommandLineSyntax(name: "restart", summary: "Start the device anew"),
      CommandLineSyntax(
        name: "erase-all", synopsis: ["[--yes]"], summary: "Empty the device: keys, PIN, pairs", options: [yes]),
    ],
    epilogue: "NAME is a device's name as keyport devices shows it. What empties or forgets asks first, on a terminal.")

  private static let yes = CommandLineOption("yes", help: "Do not ask first")
}
