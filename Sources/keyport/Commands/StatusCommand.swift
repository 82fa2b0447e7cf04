import HostPlatform
import LocalAPIClient

/// `keyport status`
struct StatusCommand: Command {
  init(_ line: ParsedCommandLine) throws(UsageError) { try line.noOperand() }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let status = try client.status()
    if console.isJSON {
      console.print(status.json)
      return .done
    }
    let lab = status.isLab ? ", lab mode: emulated tokens are let in" : ""
    console.print("keyportd \(PlainText.escape(status.version)) at \(PlainText.escape(client.socketPath))\(lab)")
    console.print(
      "\(count(status.readyDevices, "device")) ready, \(count(status.waitingLogins, "login")) waiting for a code")
    return .done
  }

  private func count(_ number: Int64, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
}
