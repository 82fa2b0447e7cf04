import Glibc
import HostPlatform
import LocalAPIClient

/// The client: takes the command line apart, runs a command, ends with its status.
@main
enum Main {
  static let version = "0.1.0"

  static func main() {
    signal(SIGPIPE, SIG_IGN)
    let arguments = Array(CommandLine.arguments.dropFirst())
    ArgumentEraser.erase(valuesOf: ["key", "uri", "code"])
    let console = Console(isJSON: arguments.contains("--json"))
    exit(console.finish(run(arguments, console)).code)
  }

  private static func run(_ arguments: [String], _ console: Console) -> ExitStatus {
    do {
      let commandLine = try ClientSyntax.syntax.parse(arguments)
      if commandLine.flag("help") {
        let syntax = ClientSyntax.syntax.subcommand(commandLine.subcommand) ?? ClientSyntax.syntax
        console.output.write(syntax.help(width: CommandLineSyntax.helpWidth()))
        return .done
      }
      if commandLine.flag("version") {
        console.print("keyport \(version)")
        return .done
      }
      let socket = commandLine.value(of: "socket") ?? ServiceSocket.toConnect().path
      return try run(Invocation(commandLine: commandLine, console: console, client: APIClient(socketPath: socket)))
    } catch let error as UsageError {
      console.complain("\(error.message); try 'keyport --help'")
      return .usage
    } catch let error as CommandLineError {
      console.complain("\(error); try 'keyport --help'")
      return .usage
    } catch let error as APIClientError {
      console.complain(error.description)
      return ExitStatus(error)
    } catch let interruption as Interruption {
      return .signal(interruption.signal)
    } catch {
      console.complain("\(error)")
      return .unanswered
    }
  }

  private static func run(_ invocation: Invocation) throws -> ExitStatus {
    switch invocation.commandLine.subcommand {
    case ["status"]: try ListingCommands.status(invocation)
    case ["devices"]: try ListingCommands.devices(invocation)
    case ["watch"]: try WatchCommand.run(invocation)
    case ["account", "add"]: try ListingCommands.addAccount(invocation)
    case ["account", "list"]: try ListingCommands.listAccounts(invocation)
    case ["enrol"]: try EnrolCommand.run(invocation)
    case ["login"]: try LoginCommand.run(invocation)
    case ["code"]: try CodeCommand.run(invocation)
    case ["completion"]: try CompletionCommand.run(invocation)
    case ["account"]: throw UsageError("'account' wants 'add NAME' or 'list'")
    default: throw UsageError("no command given")
    }
  }
}
