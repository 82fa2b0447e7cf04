import DeviceDrivers
import DeviceModel
import HostPlatform
import Testing

struct OSDPSettingsTests {
  static let key = "00112233445566778899aabbccddeeff"
  static let standardKey = "303132333435363738393a3b3c3d3e3f"

  @Test("the line is 9600 8N1 and one device has it, unless the operator says otherwise")
  func standard() throws {
    let alone = try OSDP<NettleAES128>(settings: DriverSettings())
    #expect(alone.serialLine == SerialLine() && alone.units.isEmpty)
    let bus = try OSDP<NettleAES128>(
      settings: DriverSettings([
        "addresses": "0, 3,126", "baud": "115200", "framing": "8E1", "poll": "100", "check": "checksum",
        "tamper": "ignore",
      ]))
    #expect(bus.serialLine == SerialLine(baud: 115_200, parity: .even) && bus.units == [0, 3, 126])
  }

  @Test(
    "settings that cannot be are refused by name",
    arguments: [
      ("addresses", ""), ("addresses", "127"), ("addresses", "1,1"), ("addresses", "1;2"), ("poll", "9"),
      ("poll", "5001"), ("check", "crc32"), ("tamper", "yes"), ("install-mode", "on"), ("secure", "required"),
      ("baud", "300"), ("comset-address", "127"), ("comset-baud", "9601"),
    ])
  func refused(name: String, value: String) {
    #expect {
      try OSDP<NettleAES128>(settings: DriverSettings([name: value]))
    } throws: { error in
      guard case .invalid(name: name, value: value, let expected)? = error as? DriverSettingsError else { return false }
      return !expected.isEmpty
    }
  }

  @Test(
    "a key that will not do is refused and not repeated",
    arguments: [
      ["scbk": String(key.dropLast())], ["scbk": key + "0"], ["scbk": "g" + key.dropFirst()], ["scbk": standardKey],
      ["new-scbk": key], ["install-mode": "yes", "new-scbk": standardKey], ["addresses": "1,2", "scbk-1": key],
    ])
  func keys(settings: [String: String]) {
    #expect {
      try OSDP<NettleAES128>(settings: DriverSettings(settings))
    } throws: { error in
      guard case .invalidSecret? = error as? DriverSettingsError else { return false }
      let text = "\(error)".lowercased()
      return !text.contains("112233") && !text.contains("313233")
    }
  }

  @Test("a line with several devices is not moved")
  func move() {
    #expect(throws: DriverSettingsError.self) {
      try OSDP<NettleAES128>(settings: DriverSettings(["addresses": "1,2", "comset-address": "3"]))
    }
  }

  @Test("a key for an address that is not on the line is a misspelt setting")
  func unknown() {
    #expect(throws: DriverSettingsError.unknown(name: "scbk-7")) {
      try OSDP<NettleAES128>(settings: DriverSettings(["scbk-7": Self.key]))
    }
  }
}
