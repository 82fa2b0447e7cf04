import HostPlatform

/// `completion`: prints the script that teaches a shell these commands.
enum CompletionCommand {
  static func run(_ invocation: Invocation) throws -> ExitStatus {
    let name = try invocation.operands(1...1, named: "bash, zsh or fish")[0]
    guard let shell = Shell(rawValue: name) else { throw UsageError("'completion' wants bash, zsh or fish, not '\(name)'") }
    invocation.console.output.write(ClientSyntax.syntax.completion(for: shell))
    return .done
  }
}
