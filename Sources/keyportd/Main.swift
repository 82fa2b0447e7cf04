import Bridge
import Configuration
import Glibc
import HostPlatform

/// The daemon: flags, signals and exit status. Exit 0 after SIGINT or SIGTERM, 1 when it cannot start, 2 for a command
/// line or configuration that cannot be used.
@main
enum Main {
  static func main() {
    umask(0o077)
    signal(SIGPIPE, SIG_IGN)
    do {
      let commandLine = try parse()
      if commandLine.flag("help") { return print(DaemonSyntax.syntax.help(width: 80), terminator: "") }
      if commandLine.flag("version") { return print("keyportd \(Bridge.version)") }
      guard commandLine.operands.isEmpty else {
        throw UsageError("unexpected '\(commandLine.operands[0])'; try 'keyportd --help'")
      }
      try run(try Configuration(commandLine))
    } catch let error as UsageError {
      complain(error.message)
      exit(2)
    } catch {
      complain("\(error)")
      exit(1)
    }
  }

  private static func parse() throws(UsageError) -> ParsedCommandLine {
    do {
      return try DaemonSyntax.syntax.parse(Array(CommandLine.arguments.dropFirst()))
    } catch {
      throw UsageError("\(error); try 'keyportd --help'")
    }
  }

  private static func run(_ configuration: Configuration) throws {
    let log = Log(threshold: configuration.log)
    let operators = try OperatorUsers.numbers(of: configuration.operators)
    let loop = try EventLoop()
    let state = configuration.state ?? Defaults.state
    try PrivateDirectory.create(at: state)
    guard let lock = try DirectoryLock(state) else {
      throw StartError("another keyportd uses the state in \(state); stop it, or give this one a --state of its own")
    }
    let key = try KeyFile.loadOrCreateKey(at: "\(state)/store.key")
    let socket = configuration.socket ?? ServiceSocket.toListen().path
    try makeFolder(of: socket)
    // Signals are blocked before the store's thread starts, so that it inherits the mask.
    let ending = Ending()
    let signals = try SignalSource([SIGINT, SIGTERM], on: loop) { _ in ending.begin() }
    let bridge = Bridge(
      configuration: configuration, operators: operators, key: key, storePath: "\(state)/keyport.db", loop: loop,
      log: log)
    ending.action = {
      ServiceNotification.stopping.send()
      bridge.assumeIsolated { $0.stop() }
    }

    let port = try bridge.assumeIsolated { bridge in try bridge.start(socket: socket) }
    log(.info, "ready", ["version": Bridge.version, "socket": socket, "lab": configuration.lab ? "yes" : "no"])
    ServiceNotification.ready.send()
    if configuration.lab {
      var address = configuration.listen
      if let port { address?.port = port }
      Greeting.show(socket: socket, address: address)
    }
    try loop.run()
    withExtendedLifetime(signals) {}
    _ = consume lock
    log(.info, "stopped")
  }

  private static func makeFolder(of path: String) throws {
    guard let slash = path.lastIndex(of: "/"), slash != path.startIndex else { return }
    try PrivateDirectory.create(at: String(path[..<slash]))
  }

  private static func complain(_ message: String) {
    let line = "keyportd: \(message)\n"
    _ = line.withCString { write(STDERR_FILENO, $0, strlen($0)) }
  }

  /// What a signal sets off; a second one while the first is at work changes nothing.
  private final class Ending {
    var action: (() -> Void)?

    func begin() {
      let action = action
      self.action = nil
      action?()
    }
  }
}
