import Foundation
import Rig

/// pcscd, the daemon that does for smart-card readers what keyportd does for keypads.
enum Pcscd {
  static let program = URL(filePath: "/usr/sbin/pcscd")
  static let socket = "/run/pcscd/pcscd.comm"

  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  /// Takes away what a former one left.
  static func tidy() {
    unlink(socket)
    unlink("/run/pcscd/pcscd.pid")
  }

  /// Starts it and returns once it takes connections.
  static func start() throws -> Running {
    tidy()
    let running = try Running(program, ["--foreground"])
    while running.process.isRunning { if SocketClient(unix: socket) != nil { break } }
    return running
  }
}
