import DeviceModel
import Testing

struct DriverSettingsTests {
  @Test("what nobody takes is an error, by name")
  func finish() throws {
    var settings = DriverSettings(["baud": "9600", "colour": "red"])
    #expect(settings.take("baud") == "9600")
    #expect(settings.take("baud") == nil)
    let rest = settings
    #expect(throws: DriverSettingsError.unknown(name: "colour")) { try rest.finish() }
    #expect(settings.take("colour") == "red")
    try settings.finish()
  }

  @Test("each of baud, framing and rs485 replaces its part of the line alone")
  func serialLine() throws {
    func line(_ values: [String: String]) throws -> SerialLine {
      var settings = DriverSettings(values)
      defer { #expect(throws: Never.self) { try settings.finish() } }
      return try settings.takeSerialLine(standard: SerialLine(baud: 115_200, parity: .even))
    }
    #expect(try line([:]) == SerialLine(baud: 115_200, parity: .even))
    #expect(try line(["baud": "1200"]) == SerialLine(baud: 1200, parity: .even))
    var switching = SerialLine(baud: 115_200, parity: .even)
    switching.isRS485 = true
    #expect(try line(["rs485": "on"]) == switching)
    #expect(try line(["rs485": "off"]) == SerialLine(baud: 115_200, parity: .even))
    #expect(throws: DriverSettingsError.invalid(name: "rs485", value: "yes", expected: "on or off")) {
      var settings = DriverSettings(["rs485": "yes"])
      _ = try settings.takeSerialLine(standard: SerialLine())
    }
    #expect(try line(["framing": "7O2"]) == SerialLine(baud: 115_200, dataBits: 7, parity: .odd, stopBits: 2))
  }
}
