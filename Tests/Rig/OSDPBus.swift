import Foundation

/// OSDP devices by libosdp on a pty (Tests/Rigs/osdp_device.py). The pty can be reached by `path` once it stands.
package final class OSDPBus {
  package let path: String
  private let running: Running

  /// - Parameter devices: `ADDRESS`, `ADDRESS:KEY` or `ADDRESS:install`, one each.
  package init(at path: String, _ devices: String..., record: String? = nil) throws {
    self.path = path
    let script = Programs.project.appending(path: "Tests/Rigs/osdp_device.py").path
    running = try Running(
      PythonEnvironment.program, [script, path] + devices + (record.map { ["--record", $0] } ?? []), keepsInput: true)
    guard running.object(where: { $0["state"] as? String == "standing" }) != nil else { throw POSIXError(.EIO) }
  }

  /// Has the bus do something, and returns once it has.
  package func order(_ line: String) throws {
    try running.tell(line)
    guard running.object(where: { $0["done"] as? String == line }) != nil else { throw POSIXError(.EIO) }
  }

  /// Waits until a device goes into a state: `online`, `secure`, `not online` or `not secure`.
  package func wait(for state: String, at address: Int = 0) -> Bool {
    running.object { $0["state"] as? String == state && $0["address"] as? Int == address } != nil
  }

  /// The next command of this name that a device is given.
  package func command(_ name: String, at address: Int = 0) -> [String: Any]? {
    running.object { $0["command"] as? String == name && $0["address"] as? Int == address }
  }

  /// Takes the bus away, and returns the errors it told.
  @discardableResult
  package func end() -> String {
    try? running.tell("end")
    return running.finish().errors
  }
}
