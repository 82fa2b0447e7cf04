extension DriverSettings {
  /// Takes `baud` (such as `9600`), `framing` (such as `8N1`) and `rs485` (`on` or `off`), the settings of every driver on a serial line.
  /// - Parameter standard: the line where the operator says nothing; each setting replaces its part of it.
  public mutating func takeSerialLine(standard: SerialLine) throws(DriverSettingsError) -> SerialLine {
    var baud = standard.baud
    if let value = take("baud") {
      guard let number = Int(value), SerialLine.rates.contains(number) else {
        let rates = SerialLine.rates.map(String.init).joined(separator: ", ")
        throw .invalid(name: "baud", value: value, expected: "one of \(rates)")
      }
      baud = number
    }
    let framing = take("framing")
    guard var line = SerialLine(baud: baud, framing: framing ?? standard.framing) else {
      throw .invalid(
        name: "framing", value: framing ?? standard.framing,
        expected: "data bits 5 to 8, parity N, E or O, stop bits 1 or 2, such as 8N1")
    }
    line.isRS485 = standard.isRS485
    if let value = take("rs485") {
      guard ["on", "off"].contains(value) else { throw .invalid(name: "rs485", value: value, expected: "on or off") }
      line.isRS485 = value == "on"
    }
    return line
  }
}
