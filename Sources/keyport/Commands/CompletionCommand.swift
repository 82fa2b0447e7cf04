import HostPlatform
import LocalAPIClient

/// `keyport completion SHELL`
struct CompletionCommand: Command {
  private let shell: Shell

  init(_ line: ParsedCommandLine) throws(UsageError) {
    try line.noOperand()
    guard let shell = line.subcommand.last.flatMap(Shell.init(rawValue:)) else { throw UsageError("SHELL is missing") }
    self.shell = shell
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    console.output.write(Grammar.keyport.completion(for: shell))
    return .done
  }
}
