import HostPlatform
import Rig
import Testing

/// A command with all that the real ones have.
let sample = CommandLineSyntax(
  name: "sample", synopsis: ["[--socket PATH] [--json] status", "account add NAME"], summary: "Try the parser.",
  options: [
    .help, CommandLineOption("socket", letter: "s", value: "PATH", offer: .file, help: "Where the daemon listens"),
    CommandLineOption("json", letter: "j", help: "One object a line"),
  ],
  subcommands: [
    CommandLineSyntax(name: "status", summary: "Show it"),
    CommandLineSyntax(
      name: "account", summary: "Accounts",
      subcommands: [
        CommandLineSyntax(
          name: "add", synopsis: ["NAME"], summary: "Make one",
          options: [
            CommandLineOption("label", value: "TEXT", help: "What it's called"),
            CommandLineOption("tag", value: "TAG", isRepeatable: true, help: "May be repeated"),
            CommandLineOption(
              "algorithm", value: "NAME", offer: .words(["SHA1", "SHA256", "SHA512"]), help: "The hash"),
          ]),
        CommandLineSyntax(name: "list", summary: "Show all"),
      ]),
  ],
  epilogue: "Exit status: 0 done,\n1 refused.\n\n  kept as it is")

@Suite("a command line")
struct CommandLineSyntaxTests {
  @Test("an operand may stand before the subcommand's name, with options anywhere")
  func subject() throws {
    let syntax = CommandLineSyntax(
      name: "sample", summary: "Try it.", options: [.help],
      subcommands: [
        CommandLineSyntax(
          name: "device", summary: "Devices", subject: "NAME",
          subcommands: [
            CommandLineSyntax(
              name: "show", synopsis: ["TEXT"], summary: "Show it",
              options: [CommandLineOption("for", value: "S", help: "How long")])
          ])
      ])
    for line in [
      ["device", "show", "show", "--for", "3", "hello"], ["device", "show", "show", "hello", "--for=3"],
    ] {
      let parsed = try syntax.parse(line)
      #expect(parsed.subcommand == ["device", "show"] && parsed.operands == ["show", "hello"], "\(line)")
      #expect(parsed.value(of: "for") == "3")
    }
    #expect(try syntax.parse(["device", "-h", "pad", "--help"]).subcommand == ["device"])
    #expect(throws: CommandLineError.self) { try syntax.parse(["device", "pad", "hide"]) }
    let help = try #require(syntax.subcommand(["device", "show"])).help(width: 80)
    #expect(help.hasPrefix("Usage: sample device NAME show TEXT\n"))
    #expect(syntax.help(width: 80).contains("device NAME show  Show it"))
  }

  @Test("is taken apart into subcommand, options and operands, in any order")
  func apart() throws {
    let lines = [
      ["--socket", "/p", "-j", "account", "add", "alice", "--label", "L", "bob", "--tag=a", "--tag", "b"],
      ["-j", "account", "add", "--tag", "a", "--tag=b", "--label=L", "--socket=/p", "alice", "bob"],
      ["-js/p", "account", "add", "alice", "--tag", "a", "bob", "--tag", "b", "--label", "L"],
      ["account", "-j", "-s", "/p", "add", "--tag", "a", "--tag", "b", "--label", "L", "--", "alice", "bob"],
    ]
    for line in lines {
      let parsed = try sample.parse(line)
      #expect(parsed.subcommand == ["account", "add"], "\(line)")
      #expect(parsed.operands == ["alice", "bob"], "\(line)")
      #expect(parsed.value(of: "socket") == "/p", "\(line)")
      #expect(parsed.value(of: "label") == "L", "\(line)")
      #expect(parsed.values(of: "tag") == ["a", "b"], "\(line)")
      #expect(parsed.flag("json") && !parsed.flag("help"), "\(line)")
    }
  }

  @Test("without anything is empty")
  func empty() throws {
    let parsed = try sample.parse([])
    #expect(parsed.subcommand.isEmpty && parsed.operands.isEmpty)
    #expect(parsed.value(of: "socket") == nil && parsed.values(of: "socket").isEmpty)
  }

  @Test("takes what follows -- as it is, and a lone dash as an operand")
  func literal() throws {
    let parsed = try sample.parse(["account", "add", "-", "--", "--label", "--", "-j"])
    #expect(parsed.operands == ["-", "--label", "--", "-j"])
    #expect(!parsed.flag("json") && !parsed.flag("label"))
  }

  @Test("takes an empty value, and a value that looks like an option")
  func oddValues() throws {
    #expect(try sample.parse(["account", "add", "--label="]).value(of: "label") == "")
    #expect(try sample.parse(["account", "add", "--label", "--json"]).value(of: "label") == "--json")
    #expect(try sample.parse(["account", "add", "--label==="]).value(of: "label") == "==")
  }

  @Test(
    "that is wrong says which word, and what was meant perhaps",
    arguments: [
      (["--jsn"], "unknown option '--jsn'; did you mean '--json'?"),
      (["--js"], "unknown option '--js'; did you mean '--json'?"),
      (["--soc=/p"], "unknown option '--soc'; did you mean '--socket'?"),
      (["--soc", "/p", "status"], "unknown option '--soc'; did you mean '--socket'?"),
      (["--soc"], "unknown option '--soc'; did you mean '--socket'?"),
      (["--js=1"], "unknown option '--js'; did you mean '--json'?"),
      (["account", "add", "--l", "x"], "unknown option '--l'; did you mean '--label'?"),
      (["--zebra"], "unknown option '--zebra'"), (["-x"], "unknown option '-x'"), (["-jx"], "unknown option '-x'"),
      (["--label", "x"], "unknown option '--label'"),
      (["--socket"], "option '--socket' needs a value: --socket PATH"),
      (["-s"], "option '--socket' needs a value: --socket PATH"),
      (["--json=yes"], "option '--json' takes no value"),
      (["-s", "/a", "status", "--socket=/b"], "option '--socket' is given twice"),
      (["acount"], "unknown command 'acount'; did you mean 'account'?"),
      (["stat"], "unknown command 'stat'; did you mean 'status'?"), (["frobnicate"], "unknown command 'frobnicate'"),
      (["account", "ad"], "unknown command 'ad'; did you mean 'add'?"),
    ])
  func wrong(arguments: [String], message: String) {
    let error = #expect(throws: CommandLineError.self) { try sample.parse(arguments) }
    #expect(error?.description == message)
  }

  @Test("is parsed afresh each time, also after an error in the middle of letters")
  func afresh() throws {
    #expect(throws: CommandLineError.self) { try sample.parse(["-jxj", "status"]) }
    let parsed = try sample.parse(["-j", "status"])
    #expect(parsed.subcommand == ["status"])
    #expect(parsed.values(of: "json").count == 1)
  }

  @Test("never crashes, and never takes an option that is not written out")
  func anything() {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var random = SeededGenerator(seed: seed)
    let words = [
      "--socket", "--socket=", "--soc", "--json", "-j", "-s", "-sj", "-js", "--", "-", "", "status", "account", "add",
      "--tag", "--tag=x", "--t", "=", "--=", "--=x", "---", "-=", "-j=", "ü", "--ü", "-ü", "x",
    ]
    for _ in 0..<3000 {
      let line = (0..<Int.random(in: 0...7, using: &random)).map { _ in words.randomElement(using: &random)! }
      guard let parsed = try? sample.parse(line) else { continue }
      if parsed.flag("socket") {
        #expect(
          line.contains { $0.hasPrefix("--socket") || ($0.hasPrefix("-") && $0.contains("s")) },
          "\(line) with seed \(seed)")
      }
      for name in ["tag", "label"] where parsed.flag(name) {
        #expect(line.contains { $0 == "--\(name)" || $0.hasPrefix("--\(name)=") }, "\(line) with seed \(seed)")
      }
    }
  }

  @Test("of a subcommand has the options of those above")
  func inherited() {
    let add = sample.subcommand(["account", "add"])
    #expect(add?.name == "sample account add")
    #expect(add?.options.map(\.name) == ["label", "tag", "algorithm", "help", "socket", "json"])
    #expect(sample.subcommand(["account", "none"]) == nil)
  }
}
