import Cryptography
import HostPlatform
import TwoFactor

extension Database {
  private static var owner: String { "host-identity" }

  func loadHost() throws(StoreFailure) -> StoreResult {
    let sealed = try connection.first("SELECT secret FROM host_identity") { $0.blob(0) }
    let secret = try sealed.map { (sealed) throws(StoreFailure) in
      guard let secret = key.open(sealed, for: Self.owner) else {
        throw .corrupt("this host's own key does not open with the key of the store")
      }
      return secret
    }
    let paired = try connection.rows(
      "SELECT public_key, name, paired, last_seen FROM paired_devices ORDER BY paired DESC, name"
    ) { row throws(StoreFailure) in
      guard let key = PublicKey(row.blob(0)) else { throw .corrupt("a paired device's key is none") }
      return PairedDevice(key: key, name: row.text(1), paired: row.time(2), lastSeen: row.optionalTime(3))
    }
    return .host(secret: secret, paired: paired)
  }

  func createHost(_ secret: SecretBytes, at time: Duration) throws(StoreFailure) -> StoreResult {
    try connection.run(
      "INSERT INTO host_identity (id, secret, created) VALUES (1, ?, ?) ON CONFLICT (id) DO NOTHING",
      .blob(key.seal(secret, for: Self.owner)), .time(time))
    return try loadHost()
  }

  func add(_ device: PairedDevice) throws(StoreFailure) -> StoreResult {
    try connection.run(
      """
      INSERT INTO paired_devices (public_key, name, paired, last_seen) VALUES (?, ?, ?, ?)
      ON CONFLICT (public_key) DO UPDATE
      SET name = excluded.name, paired = excluded.paired, last_seen = excluded.last_seen
      """,
      .blob(device.key.bytes), .text(device.name), .time(device.paired), device.lastSeen.map(SQLValue.time) ?? .null)
    return .done
  }

  func remove(_ device: PublicKey) throws(StoreFailure) -> StoreResult {
    try connection.run("DELETE FROM paired_devices WHERE public_key = ?", .blob(device.bytes))
    return .done
  }

  func saw(_ device: PublicKey, at time: Duration) throws(StoreFailure) -> StoreResult {
    try connection.run(
      "UPDATE paired_devices SET last_seen = ? WHERE public_key = ?", .time(time), .blob(device.bytes))
    return .done
  }
}
