import HostPlatform
import LocalAPIClient

/// `keyport code [TOKEN]`
struct CodeCommand: Command {
  private let token: String?

  init(_ line: ParsedCommandLine) throws(UsageError) { token = try line.optionalOperand() }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    do {
      let shown = try client.standInCode(token)
      if console.isJSON { console.print(shown.json) } else { console.print(shown.code) }
      return .done
    } catch APIClientError.declined(409, _, let message) {
      // The stand-in is away or cannot show anything now: nobody said no, there is nobody to answer.
      console.complain(message)
      return .unanswered
    }
  }
}
