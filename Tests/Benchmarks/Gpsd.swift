import Foundation
import Rig

/// gpsd, the daemon that does for receivers what keyportd does for keypads: bytes on a tty to JSON on a socket.
enum Gpsd {
  static let program = URL(filePath: "/usr/sbin/gpsd")
  static let port: UInt16 = 42947
  /// By which it is told of devices that come, as udev's rules have it done.
  static let control = NSTemporaryDirectory() + "/keyport-bench-gpsd.sock"

  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  /// How it is started on `device`; without one it wants a control socket, or it ends.
  static func arguments(device: String?) -> [String] {
    ["-N", "-n", "-b", "-S", "\(port)", "-D", "0"]
      + (device.map { [$0] } ?? ["-F", control])
  }

  /// Starts gpsd on `device`.
  static func start(device: String?) throws -> Running { try Running(program, arguments(device: device)) }

  /// A connection to it, waited for while it runs.
  static func connect(to gpsd: Running) throws -> SocketClient {
    while gpsd.process.isRunning { if let client = SocketClient(port: port) { return client } }
    throw BenchFailure("gpsd ended at once")
  }
}
