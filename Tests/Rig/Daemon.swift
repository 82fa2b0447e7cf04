import Foundation

/// A keyportd of the test's own, with its own state and socket.
package final class Daemon {
  package let folder: Folder
  package let running: Running
  package var socket: String { folder.file("keyport.sock") }

  /// Starts keyportd and waits until it says, by systemd's notification protocol, that it is ready.
  package init(
    _ arguments: [String] = [], in folder: Folder? = nil, configuration: String = "log: debug\n", wrapper: [String] = []
  ) throws {
    let folder = try folder ?? Folder()
    self.folder = folder
    try configuration.write(toFile: folder.file("keyport.yaml"), atomically: true, encoding: .utf8)
    let notification = try NotificationSocket(path: folder.file("notify"))
    let command =
      wrapper + [
        Programs.keyportd.path, "--config", folder.file("keyport.yaml"), "--state", folder.file("state"), "--socket",
        folder.file("keyport.sock"),
      ] + arguments
    running = try Running(
      URL(filePath: "/usr/bin/env"), command, keepsInput: true, environment: ["NOTIFY_SOCKET": notification.path])
    try notification.wait(for: "READY=1", from: running)
  }

  /// Runs `keyport` against this daemon.
  @discardableResult
  package func keyport(_ arguments: String..., input: String? = nil) throws -> Finished {
    try Finished.run(Programs.keyport, ["--socket", socket] + arguments, input: input)
  }

  /// Starts `keyport` against this daemon, to run beside the test.
  package func start(_ arguments: String...) throws -> Running {
    try Running(Programs.keyport, ["--socket", socket] + arguments)
  }

  /// Starts `keyport login` and returns once it waits for a code.
  package func waitingLogin(_ account: String, _ more: String...) throws -> Running {
    try waitingLogin(account, more)
  }

  /// Likewise, with these arguments.
  package func waitingLogin(_ account: String, _ more: [String]) throws -> Running {
    let watch = try watch()
    let login = try Running(Programs.keyport, ["--socket", socket, "--json", "login", account] + more)
    _ = watch.object { $0["event"] as? String == "login" && $0["state"] as? String == "waiting" }
    return login
  }

  /// Starts `keyport watch` and returns once it is connected.
  package func watch() throws -> Running {
    let watch = try Running(Programs.keyport, ["--socket", socket, "--json", "watch"])
    _ = watch.object { $0["event"] as? String == "ready" }
    return watch
  }

  /// The devices by name.
  package func devices() throws -> [String: [String: Any]] {
    Dictionary(
      try keyport("--json", "devices").objects.compactMap { object in (object["name"] as? String).map { ($0, object) }
      },
      uniquingKeysWith: { first, _ in first })
  }

  /// Stops it as Ctrl-C does and returns how it ended and all it logged.
  @discardableResult
  package func stop() -> Finished {
    running.interrupt()
    return running.finish()
  }
}
