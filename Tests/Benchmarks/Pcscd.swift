import Foundation
import Rig

/// pcscd, the daemon that does for smart-card readers what keyportd does for keypads.
enum Pcscd {
  private static let program = URL(filePath: "/usr/sbin/pcscd")
  private static let socket = "/run/pcscd/pcscd.comm"

  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  /// Starts it and returns once it takes connections.
  static func start() throws -> Running {
    unlink(socket)
    unlink("/run/pcscd/pcscd.pid")
    let running = try Running(program, ["--foreground"])
    while running.process.isRunning { if SocketClient(unix: socket) != nil { break } }
    return running
  }
}
