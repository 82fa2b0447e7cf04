import Foundation

/// The machine around the guest, through QEMU's control protocol (QMP).
final class QEMU {
  private let descriptor: Int32
  private var buffered = Data()
  private var events: [[String: Any]] = []

  init(path: String) throws {
    descriptor = open(path, O_RDWR | O_CLOEXEC)
    guard descriptor >= 0 else { throw CaseFailure("\(path): \(String(cString: strerror(errno)))") }
    while try object()["QMP"] == nil {}
    try execute("qmp_capabilities")
  }

  deinit { close(descriptor) }

  /// Runs one command and returns when QEMU has carried it out.
  func execute(_ command: String, _ arguments: [String: Any] = [:]) throws {
    var line = try JSONSerialization.data(withJSONObject: ["execute": command, "arguments": arguments])
    line.append(0x0A)
    try line.withUnsafeBytes { bytes in
      guard write(descriptor, bytes.baseAddress, bytes.count) == bytes.count else {
        throw CaseFailure("QEMU does not take \(command)")
      }
    }
    while true {
      let answer = try object()
      if answer["return"] != nil { return }
      if let error = answer["error"] as? [String: Any] { throw CaseFailure("\(command): \(error["desc"] ?? error)") }
      events.append(answer)
    }
  }

  /// Waits until QEMU says that a device is gone from the bus.
  func waitUntilGone(_ id: String) throws {
    func isRemoval(_ event: [String: Any]) -> Bool {
      event["event"] as? String == "DEVICE_DELETED" && (event["data"] as? [String: Any])?["device"] as? String == id
    }
    while true {
      if let index = events.firstIndex(where: isRemoval) {
        events.remove(at: index)
        return
      }
      events.append(try object())
    }
  }

  private func object() throws -> [String: Any] {
    while true {
      if let end = buffered.firstIndex(of: 0x0A) {
        let line = buffered[buffered.startIndex..<end]
        buffered = Data(buffered[(end + 1)...])
        if let object = try? JSONSerialization.jsonObject(with: line) as? [String: Any] { return object }
        continue
      }
      var chunk = [UInt8](repeating: 0, count: 4096)
      let count = read(descriptor, &chunk, chunk.count)
      guard count > 0 else { throw CaseFailure("QEMU's control channel ended") }
      buffered.append(contentsOf: chunk[..<count])
    }
  }
}
