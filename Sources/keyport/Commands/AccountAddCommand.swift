import HostPlatform
import LocalAPIClient

/// `keyport account add NAME`
struct AccountAddCommand: Command {
  private let name: String

  init(_ line: ParsedCommandLine) throws(UsageError) { name = try line.operand("NAME") }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let account = try client.addAccount(name)
    if console.isJSON {
      console.print(account.json)
    } else {
      let name = PlainText.escape(account.name)
      console.say("Account \(name) created. Register a token for it: keyport enrol \(name)")
    }
    return .done
  }
}
