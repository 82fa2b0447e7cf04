import Glibc
import HostPlatform
import Testing

@Suite("the help")
struct CommandLineHelpTests {
  @Test("shows usage, commands and options in aligned columns")
  func whole() {
    #expect(
      sample.help(width: 80) == """
        Usage: sample [--socket PATH] [--json] status
               sample account add NAME

        Try the parser.

        Commands:
          status        Show it
          account add   Make one
          account list  Show all

        Options:
          -h, --help         Show this help and stop
          -s, --socket PATH  Where the daemon listens
          -j, --json         One object a line

        Exit status: 0 done, 1 refused.

          kept as it is

        """)
  }

  @Test("fits its width wherever the words do", arguments: [40, 60, 80, 200])
  func width(columns: Int) {
    let syntax = CommandLineSyntax(
      name: "wide", synopsis: ["[--one ONE] [--two TWO] [--three THREE] [--four FOUR] NAME"],
      summary: "A sentence that is long enough to need more than one line on any terminal that is not very wide.",
      options: [
        CommandLineOption(
          "name", value: "NAME", help: "A text that has to be wrapped under itself, not under the name"),
        CommandLineOption("a-rather-long-name", value: "AND-VALUE", help: "Stands on a line of its own"),
      ], epilogue: "Another sentence that is long enough to need more than one line on such terminals.")
    let lines = syntax.help(width: columns).split(separator: "\n")
    let tooLong = lines.filter { $0.count > columns }
    #expect(tooLong.isEmpty)
    #expect(lines.contains { $0.hasSuffix("--a-rather-long-name AND-VALUE") })
  }

  @Test("is as wide as the terminal, and 80 columns where there is none")
  func terminal() throws {
    var master: CInt = 0
    var slave: CInt = 0
    var size = winsize(ws_row: 20, ws_col: 132, ws_xpixel: 0, ws_ypixel: 0)
    #expect(openpty(&master, &slave, nil, nil, &size) == 0)
    defer {
      close(master)
      close(slave)
    }
    #expect(CommandLineSyntax.helpWidth(descriptor: slave) == 132)
    let pipe = try TestPipe()
    #expect(CommandLineSyntax.helpWidth(descriptor: pipe.writer.rawValue) == 80)
  }
}
