import Glibc
import HostPlatform
import LocalAPIClient

/// `login`: waits for the decision, and ends with its exit status.
enum LoginCommand {
  static func run(_ invocation: Invocation) throws -> ExitStatus {
    let console = invocation.console
    let account = try invocation.operands(1...1, named: "the account's NAME")[0]
    let order = LoginOrder(
      account: account, seat: invocation.commandLine.value(of: "seat"),
      code: try EnrolCommand.secret("code", "Code", invocation), timeout: try invocation.number("timeout", in: 1...600))
    let signals = try SignalDescriptor([SIGINT, SIGTERM, SIGHUP])
    do throws(APIClientError) {
      var steps = try invocation.client.login(order, stoppedBy: [signals.number])
      var dots = false
      while true {
        switch try steps.next() {
        case .waiting(let login):
          guard !console.isJSON, order.code == nil else { continue }
          let seat = PlainText.escape(login.seat ?? "the keypad")
          console.say("Enter the code on the keypad at \(seat); Ctrl-C gives up.")
        case .key:
          guard !console.isJSON, console.errors.isTerminal else { continue }
          console.errors.write(Console.showsUnicode ? "•" : "*")
          dots = true
        case .decided(let login):
          if dots { console.errors.write("\n") }
          return report(login, console)
        }
      }
    } catch {
      if case .stopped = error { return .signal(signals.next() ?? SIGINT) }
      if console.isJSON {
        console.print([
          "account": .string(account), "outcome": .string("error"), "reason": .string(error.code),
          "message": .string(error.description),
        ])
      }
      console.complain(error.description)
      return .unanswered
    }
  }

  private static func report(_ login: LoginEntry, _ console: Console) -> ExitStatus {
    if console.isJSON {
      console.print(login.json)
    } else {
      let outcome = login.outcome ?? "error"
      let word = ListingCommands.style(ofState: outcome)(PlainText.escape(outcome), on: console.errors)
      console.say("\(word): \(PlainText.escape(login.message ?? login.reason ?? ""))")
    }
    switch login.outcome {
    case "accepted": return .done
    case "refused", "expired": return .refused
    default: return .unanswered
    }
  }
}
