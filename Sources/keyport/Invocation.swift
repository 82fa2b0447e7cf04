import HostPlatform
import LocalAPIClient

/// One run of `keyport`, from its arguments to its exit status.
enum Invocation {
  /// Keyport's version.
  static let version = "0.1.0"

  /// Does what the arguments say.
  static func run(_ arguments: [String]) -> ExitStatus {
    let line: ParsedCommandLine
    do {
      line = try Grammar.keyport.parse(arguments)
    } catch {
      return complain("\(error)", about: [])
    }
    let console = Console(isJSON: line.flag("json"))
    if line.flag("help") {
      let syntax = Grammar.keyport.subcommand(line.subcommand) ?? Grammar.keyport
      console.output.write(syntax.help(width: min(CommandLineSyntax.helpWidth(), 100)))
      return console.finish(.done)
    }
    if line.flag("version") {
      console.print("keyport \(version)")
      return console.finish(.done)
    }
    let client = APIClient(socketPath: line.value(of: "socket") ?? ServiceSocket.toConnect().path)
    do {
      return console.finish(try command(line).run(client, console))
    } catch let error as UsageError {
      return complain(error.message, about: line.subcommand)
    } catch let error as APIClientError {
      console.complain("\(error)")
      return ExitStatus(error)
    } catch let error as Interruption {
      return .signal(error.signal)
    } catch {
      console.complain("\(error)")
      return .unanswered
    }
  }

  private static func command(_ line: ParsedCommandLine) throws(UsageError) -> any Command {
    switch line.subcommand {
    case ["status"]: try StatusCommand(line)
    case ["devices"]: try DevicesCommand(line)
    case ["watch"]: try WatchCommand(line)
    case ["account", "add"]: try AccountAddCommand(line)
    case ["account", "list"]: try AccountListCommand(line)
    case ["enrol"]: try EnrolCommand(line)
    case ["login"]: try LoginCommand(line)
    case ["code"]: try CodeCommand(line)
    case ["device", "pair"]: try DevicePairCommand(line)
    case ["device", "unpair"]: try DeviceUnpairCommand(line)
    case ["device", "slots"]: try DeviceSlotsCommand(line)
    case ["device", "erase-slot"]: try DeviceEraseSlotCommand(line)
    case ["device", "confirm"]: try DeviceConfirmCommand(line)
    case ["device", "show"]: try DeviceShowCommand(line)
    case ["device", "status"], ["device", "firmware"], ["device", "self-test"]: try DeviceFactsCommand(line)
    case ["device", "clock"]: try DeviceClockCommand(line)
    case ["device", "set-pin"]: try DeviceSetPINCommand(line)
    case ["device", "restart"]: try DeviceRestartCommand(line)
    case ["device", "erase-all"]: try DeviceEraseAllCommand(line)
    case ["conformance"]: try ConformanceCommand(line)
    case let path where path.first == "completion" && path.count == 2: try CompletionCommand(line)
    case let path:
      let names = Grammar.keyport.subcommand(path)?.subcommands.map(\.name) ?? []
      throw UsageError("a command is missing: \(names.joined(separator: ", "))")
    }
  }

  private static func complain(_ message: String, about path: [String]) -> ExitStatus {
    let console = Console(isJSON: false)
    console.complain(message)
    console.say("Try '\((["keyport"] + path).joined(separator: " ")) --help'.")
    return .usage
  }
}
