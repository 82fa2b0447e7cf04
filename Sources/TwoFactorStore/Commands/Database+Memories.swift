import Cryptography
import HostPlatform
import TwoFactor

extension Database {
  func loadMemory(of device: String) throws(StoreFailure) -> StoreResult {
    let sealed = try connection.first("SELECT image FROM device_memory WHERE device = ?", .text(device)) { $0.blob(0) }
    guard let sealed else { return .memory(nil) }
    guard let image = key.open(sealed, for: Self.owner(device)) else {
      throw .corrupt("the memory of device \(device) does not open with this key")
    }
    return .memory(image)
  }

  func saveMemory(_ memory: DeviceMemory) throws(StoreFailure) -> StoreResult {
    try connection.run(
      """
      INSERT INTO device_memory (device, image) VALUES (?, ?)
      ON CONFLICT (device) DO UPDATE SET image = excluded.image
      """, .text(memory.device), .blob(key.seal(memory.image, for: Self.owner(memory.device))))
    return .done
  }

  private static func owner(_ device: String) -> String { "device:\(device)" }
}
