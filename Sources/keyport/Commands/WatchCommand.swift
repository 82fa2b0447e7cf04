import Glibc
import HostPlatform
import LocalAPIClient

/// `keyport watch`
struct WatchCommand: Command {
  init(_ line: ParsedCommandLine) throws(UsageError) { try line.noOperand() }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let signals = try SignalDescriptor([SIGINT])
    do {
      try follow(client, console, stoppedBy: [signals.number] + Self.reader)
      return .done
    } catch APIClientError.stopped {
      return .done
    }
  }

  private func follow(_ client: APIClient, _ console: Console, stoppedBy stops: [CInt]) throws(APIClientError) {
    var events = try client.events(stoppedBy: stops)
    while console.output.failure == nil {
      guard let event = try events.next() else { throw .brokenOff("while its events were watched") }
      var json = try JSONObject(event)
      if console.isJSON {
        json.insert("event", .string(event.name))
        console.print(json)
      } else if event.name != "ready" {
        console.print(try WatchedEvent(event.name, json).line(on: console.output))
      }
    }
  }

  /// A pipe tells its writer that nobody reads any more, so `keyport watch | head -1` ends with `head`.
  private static var reader: [CInt] {
    var status = stat()
    return fstat(STDOUT_FILENO, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO ? [STDOUT_FILENO] : []
  }
}
