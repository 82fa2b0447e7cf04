import Cryptography
import HostPlatform

/// A YubiKey's side of its feature report, with slots for challenges, for tests of the driver: independent of it but for
/// the numbers that both have from Yubico's headers.
struct YubiKeyModel {
  struct Slot {
    var key: [UInt8]
    var isFixedLength = false
    /// How many reports say that a touch is wanted before it comes; nil for never.
    var touchAfter: Int? = 0
    /// How many reports the device waits for a touch that does not come.
    var patience = 150
  }

  var version: [UInt8] = [5, 4, 3]
  var serial: UInt32? = 12_345_678
  /// The records of device information; nil where the firmware has none.
  var info: [UInt8]? = [0x01, 0x01, 0x3F, 0x02, 0x04, 0x00, 0xBC, 0x61, 0x4E, 0x04, 0x01, 0x01, 0x05, 0x03, 5, 4, 3]
  var slots: [Int: Slot] = [:]
  /// Those of them that type.
  var types: Set<Int> = []
  /// How many reports say that what was written is not taken yet.
  var busyReports = 1
  /// How many reports say that the device starts up; nil for all.
  var startReports: Int? = 0
  /// Whether it keeps the write flag for good.
  var neverTakes = false
  /// What it has to say, and waits to be asked for.
  var parts: [[UInt8]] = []
  /// The frames that it was given whole.
  private(set) var frames: [[UInt8]] = []
  private(set) var aborts = 0

  private var buffer = [UInt8](repeating: 0, count: 70)
  private var busy = 0
  private var touch: (left: Int, isGiven: Bool, answer: [UInt8])?

  /// Has another program's question wait for a touch.
  mutating func leaveTouchWanted() { touch = (.max, false, []) }

  mutating func set(_ report: [UInt8]) {
    precondition(report.count == 8)
    let part = report[7] & 0x7F
    busy = busyReports
    guard part < 10 else {
      parts = []
      touch = nil
      aborts += 1
      return
    }
    if part == 0 { buffer = [UInt8](repeating: 0, count: 70) }
    buffer.replaceSubrange(Int(part) * 7..<Int(part) * 7 + 7, with: report[..<7])
    if part == 9 { run() }
  }

  mutating func get() -> [UInt8] {
    if startReports.map({ $0 > 0 }) ?? true {
      startReports = startReports.map { $0 - 1 }
      return [0, 0, 0, 0, 0, 0, 0, 0x9F]
    }
    if busy > 0 || (neverTakes && !frames.isEmpty) {
      busy -= 1
      return [0, 0, 0, 0, 0, 0, 0, 0x80]
    }
    if let waiting = touch {
      if waiting.left > 0 {
        touch?.left -= 1
        return [0, 0, 0, 0, 0, 0, 0, 0x20 | UInt8(min(waiting.left / 10, 31))]
      }
      touch = nil
      if waiting.isGiven { say(waiting.answer) }
    }
    if !parts.isEmpty { return parts.removeFirst() }
    var level: UInt8 = 0
    for number in slots.keys { level |= number == 1 ? 1 : 2 }
    for number in types { level |= number == 1 ? 4 : 8 }
    return [0] + version + [3, level, 0, 0]
  }

  /// Makes parts of an answer: the data, its CRC complemented, zeros, then the end.
  mutating func say(_ data: [UInt8]) {
    let crc = ~Self.crc(data)
    var bytes = data + [UInt8(crc & 0xFF), UInt8(crc >> 8)]
    while bytes.count % 7 != 0 { bytes.append(0) }
    parts = stride(from: 0, to: bytes.count, by: 7).enumerated().map { number, start in
      bytes[start..<start + 7] + [0x40 | UInt8(number)]
    }
    parts.append([0, 0, 0, 0, 0, 0, 0, 0x40])
  }

  private mutating func run() {
    frames.append(buffer)
    let payload = Array(buffer[..<64])
    let crc = Self.crc(payload)
    guard buffer[65] == UInt8(crc & 0xFF), buffer[66] == UInt8(crc >> 8) else { return }
    switch buffer[64] {
    case 0x10: if let serial { say((0..<4).map { UInt8(truncatingIfNeeded: serial >> (24 - 8 * $0)) }) }
    case 0x13: if let info { say([UInt8(info.count)] + info) }
    case 0x30, 0x38:
      guard let slot = slots[buffer[64] == 0x30 ? 1 : 2] else { return }
      let answer = Self.hmac(slot.key, slot.isFixedLength ? payload : Self.stripped(payload))
      if let wanted = slot.touchAfter {
        if wanted == 0 { say(answer) } else { touch = (wanted, true, answer) }
      } else {
        touch = (slot.patience, false, [])
      }
    default: break
    }
  }

  /// Without the run of bytes that the payload ends with.
  private static func stripped(_ payload: [UInt8]) -> [UInt8] {
    var message = payload
    while message.last == payload.last { message.removeLast() }
    return message
  }

  static func hmac(_ key: [UInt8], _ message: [UInt8]) -> [UInt8] {
    var hash = NettleKeyedHash(.sha1, key: SecretBytes(copying: key))
    var code = [UInt8](repeating: 0, count: 20)
    var span = code.mutableSpan
    var bytes = span.mutableBytes
    hash.authenticate(message.span.bytes, into: &bytes)
    return code
  }

  /// The table-free form with the polynomial's bits in their normal order, reflected at both ends.
  static func crc(_ bytes: [UInt8]) -> UInt16 {
    func mirrored<Number: FixedWidthInteger>(_ number: Number) -> Number {
      (0..<Number.bitWidth).reduce(0) { $0 | ((number >> $1) & 1) << (Number.bitWidth - 1 - $1) }
    }
    var crc: UInt16 = 0xFFFF
    for byte in bytes {
      crc ^= UInt16(mirrored(byte)) << 8
      for _ in 0..<8 { crc = crc & 0x8000 != 0 ? crc << 1 ^ 0x1021 : crc << 1 }
    }
    return mirrored(crc)
  }
}
