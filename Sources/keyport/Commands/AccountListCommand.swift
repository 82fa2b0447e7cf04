import HostPlatform
import LocalAPIClient

/// `keyport account list`
struct AccountListCommand: Command {
  init(_ line: ParsedCommandLine) throws(UsageError) { try line.noOperand() }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let accounts = try client.accounts()
    if console.isJSON {
      for account in accounts { console.print(account.json) }
      return .done
    }
    if accounts.isEmpty {
      console.say("No accounts. Create one: keyport account add NAME")
      return .done
    }
    var table = Table("NAME", "TOKENS", "DIGITS")
    for account in accounts {
      table.add([account.name, "\(account.tokenCount)", account.digits.map { "\($0)" }.joined(separator: ", ")])
    }
    console.output.write(table.text(on: console.output))
    return .done
  }
}
