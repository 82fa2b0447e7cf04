import Foundation
import Glibc
import HostPlatform

/// A socket's node that nobody listens at any more.
final class StaleSocket {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appendingPathComponent("kp-\(UUID().uuidString.prefix(8)).sock").path
    let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue), 0)
    defer { close(descriptor) }
    try ScriptedServer.withAddress(path) { address, length in
      guard bind(descriptor, address, length) == 0 else { throw SystemError(call: "bind", subject: path) }
    }
  }

  deinit { unlink(path) }
}
