import DeviceDrivers
import DeviceModel

/// A keyboard at the other end of a driver: presses keys by their usages, and writes down what the driver tells.
struct Keyboard {
  static let keyCodes: [UInt8: UInt16] = [
    0x1E: 2, 0x1F: 3, 0x20: 4, 0x21: 5, 0x22: 6, 0x23: 7, 0x24: 8, 0x25: 9, 0x26: 10, 0x27: 11, 0x28: 28, 0x29: 1,
    0x2A: 14, 0x2C: 57, 0x04: 30, 0x06: 46, 0x53: 69, 0x54: 98, 0x55: 55, 0x56: 74, 0x57: 78, 0x58: 96, 0x59: 79,
    0x5A: 80, 0x5B: 81, 0x5C: 75, 0x5D: 76, 0x5E: 77, 0x5F: 71, 0x60: 72, 0x61: 73, 0x62: 82, 0x63: 83, 0x4C: 111,
    0xE1: 42, 0xE0: 29, 0xE6: 100, 0xE5: 54, 0x3A: 59, 0x50: 105, 0x9C: 0x163,
  ]

  var driver: HIDKeypad
  let transport: TransportKind
  var time: Duration = .seconds(100)
  var told: [String] = []

  init(_ transport: TransportKind, _ settings: [String: String] = [:]) throws {
    self.transport = transport
    driver = try HIDKeypad(settings: DriverSettings(settings), over: transport)
  }

  mutating func give(_ bytes: [UInt8]) { told += driver.handle(.received(bytes), at: time).compactMap(\.words) }

  /// One report of the keys that are down.
  mutating func report(_ keys: UInt8..., modifiers: UInt8 = 0) {
    give([modifiers, 0] + keys + [UInt8](repeating: 0, count: 6 - keys.count))
  }

  mutating func event(type: UInt16, code: UInt16, value: Int32) {
    give(Self.event(type: type, code: code, value: value, at: time))
  }

  static func event(type: UInt16, code: UInt16, value: Int32, at time: Duration = .zero) -> [UInt8] {
    var bytes: [UInt8] = []
    let (seconds, attoseconds) = time.components
    withUnsafeBytes(of: seconds.littleEndian) { bytes += Array($0) }
    withUnsafeBytes(of: (attoseconds / 1_000_000_000_000).littleEndian) { bytes += Array($0) }
    withUnsafeBytes(of: type.littleEndian) { bytes += Array($0) }
    withUnsafeBytes(of: code.littleEndian) { bytes += Array($0) }
    withUnsafeBytes(of: value.littleEndian) { bytes += Array($0) }
    return bytes
  }

  /// Presses and lets go of keys one after another, 10 ms a report, some with Shift or another modifier.
  mutating func type(_ usages: [UInt8], modifiers: UInt8 = 0) {
    for usage in usages {
      time += .milliseconds(10)
      if transport == .evdev {
        for bit in 0..<8 where modifiers & (1 << bit) != 0 {
          event(type: 1, code: Self.keyCodes[0xE0 + UInt8(bit)]!, value: 1)
        }
        event(type: 4, code: 4, value: Int32(usage))
        event(type: 1, code: Self.keyCodes[usage]!, value: 1)
        event(type: 0, code: 0, value: 0)
      } else {
        report(usage, modifiers: modifiers)
      }
      time += .milliseconds(10)
      if transport == .evdev {
        event(type: 1, code: Self.keyCodes[usage]!, value: 0)
        for bit in 0..<8 where modifiers & (1 << bit) != 0 {
          event(type: 1, code: Self.keyCodes[0xE0 + UInt8(bit)]!, value: 0)
        }
        event(type: 0, code: 0, value: 0)
      } else {
        report()
      }
    }
  }

  mutating func taken() -> [String] {
    defer { told = [] }
    return told
  }
}
