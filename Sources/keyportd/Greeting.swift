import Configuration
import Glibc

/// What a newcomer needs next, printed by a daemon in lab mode once it answers.
enum Greeting {
  static func show(socket: String, address: ListenAddress?) {
    let client = clientCommand(socket: socket)
    if let address { print("Page:    http://\(address)/") }
    print("Enrol:   \(client) account add alice && \(client) enrol alice --stand-in")
    print("Log in:  \(client) login alice --code $(\(client) code alice)")
    fflush(nil)
  }

  /// The client beside this daemon, called the way the daemon was.
  private static func clientCommand(socket: String) -> String {
    let called = CommandLine.arguments[0]
    let folder = called.lastIndex(of: "/").map { called[...$0] } ?? ""
    let program = access("\(folder)keyport", X_OK) == 0 ? "\(folder)keyport" : "keyport"
    return "\(program) --socket \(relative(socket))"
  }

  /// A path as it can be typed in the folder the daemon was started in.
  private static func relative(_ path: String) -> String {
    guard let folder = resolved("."), folder != "/", path.hasPrefix(folder + "/") else { return path }
    return String(path.dropFirst(folder.count + 1))
  }

  private static func resolved(_ path: String) -> String? {
    guard let real = realpath(path, nil) else { return nil }
    defer { free(real) }
    return String(cString: real)
  }
}
