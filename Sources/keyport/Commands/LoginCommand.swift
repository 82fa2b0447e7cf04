import Cryptography
import Glibc
import HostPlatform
import LocalAPIClient

/// `keyport login NAME`. Its status follows the outcome: 0 accepted, 1 refused or expired, 3 undecided (`error`),
/// which includes a login that could not be started, for a busy seat say.
struct LoginCommand: Command {
  private var order: LoginOrder
  private let code: SecretArgument?

  init(_ line: ParsedCommandLine) throws(UsageError) {
    order = LoginOrder(account: try line.operand("NAME"))
    order.seat = line.value(of: "seat")
    order.timeout = try line.number("timeout", in: 1...600)
    code = try SecretArgument("code", of: line)
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    var order = order
    order.code = try code?.read("Code", console)
    if let code = order.code { try Self.check(code) }
    let signals = try SignalDescriptor([SIGINT, SIGTERM, SIGHUP])
    let prompt = LoginPrompt(console, timeout: order.timeout)
    do throws(APIClientError) {
      let end = try follow(order, client, prompt, stoppedBy: signals.number)
      prompt.end()
      return report(end, console)
    } catch APIClientError.stopped {
      prompt.end()
      let signal = signals.next() ?? SIGINT
      console.say("Cancelled.")
      if console.isJSON { console.print(["outcome": .string("refused"), "reason": .string("cancelled")]) }
      return .signal(signal)
    } catch {
      prompt.end()
      console.complain("\(error)")
      if console.isJSON {
        console.print([
          "outcome": .string("error"), "reason": .string(error.code), "message": .string("\(error)"),
          "account": .string(order.account),
        ])
      }
      return .unanswered
    }
  }

  /// What is no code at all is the command line's fault and is not sent, so that it costs no try.
  private static func check(_ code: SecretBytes) throws(UsageError) {
    let isCode = code.withBytes { bytes in
      (6...10).contains(bytes.count) && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    if !isCode { throw UsageError("a code has digits only, 6 to 10 of them") }
  }

  private func follow(
    _ order: LoginOrder, _ client: APIClient, _ prompt: LoginPrompt, stoppedBy stop: CInt
  ) throws(APIClientError) -> LoginEntry {
    var login = try client.login(order, stoppedBy: [stop])
    while true {
      switch try login.next() {
      case .waiting(let login): prompt.wait(login)
      case .key: prompt.showKey()
      case .decided(let login): return login
      }
    }
  }

  private func report(_ login: LoginEntry, _ console: Console) -> ExitStatus {
    let outcome = login.outcome ?? "error"
    if console.isJSON {
      var json: JSONObject = ["outcome": .string(outcome), "reason": .null]
      // The login's name is the right to follow it, and nobody needs it any more.
      for member in login.json.members where !["login", "state"].contains(member.name) {
        json[member.name] = member.value
      }
      console.print(json)
    } else if outcome == "accepted" {
      console.print("\(Style.good("accepted", on: console.output)): \(PlainText.escape(login.account))")
    } else {
      let why = login.message ?? Self.words(login)
      console.print("\(Style.bad(PlainText.escape(outcome), on: console.output)): \(PlainText.escape(why))")
    }
    return switch outcome {
    case "accepted": .done
    case "refused", "expired": .refused
    default: .unanswered
    }
  }

  /// For a daemon that gives no message.
  private static func words(_ login: LoginEntry) -> String {
    let reason = login.reason?.split(separator: "_").joined(separator: " ") ?? "no whole code came in time; try again"
    if let tries = login.triesLeft { return "\(reason); \(tries) tries left" }
    if let seconds = login.retryAfter { return "\(reason); try again in \(seconds) s" }
    return reason
  }
}
