import HostPlatform
import LocalAPIClient

/// One of `keyport`'s commands, its arguments read and checked.
protocol Command {
  /// Takes the command's arguments; nothing is read, written or sent yet.
  init(_ line: ParsedCommandLine) throws(UsageError)

  /// Does it.
  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus
}
