import Rig
import Testing

extension Daemon {
  /// A daemon in the USB rig, with an account and a key whose codes are counted.
  static func inUSBRig(_ configuration: String = "log: debug\nlab: true\nstand-in: false\n") throws -> Daemon {
    let daemon = try Daemon(configuration: configuration, wrapper: UdevTests.rig)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(KeypadLoginTests.key)", "--counter", "0").status == 0)
    return daemon
  }
}

extension Running {
  /// The next time that a device is told to be in this state; nil where it never is.
  func sees(_ device: String, _ state: String) -> [String: Any]? {
    object { $0["name"] as? String == device && $0["state"] as? String == state }
  }
}
