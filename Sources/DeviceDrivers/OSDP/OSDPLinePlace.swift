internal import DeviceModel

/// Where on a line a device is: its address and its rate.
struct OSDPLinePlace: Equatable {
  let address: UInt8
  let baud: Int

  init(address: UInt8, baud: Int) {
    self.address = address
    self.baud = baud
  }

  /// Takes `comset-address` and `comset-baud`; nil where neither is set.
  /// - Parameters:
  ///   - line: how the line is set now.
  ///   - addresses: the devices on it, of which only one alone can be moved.
  init?(
    taking settings: inout DriverSettings, from line: SerialLine, addresses: [UInt8]
  ) throws(DriverSettingsError) {
    let address = settings.take("comset-address")
    let baud = settings.take("comset-baud")
    guard address != nil || baud != nil else { return nil }
    guard addresses.count == 1 else {
      let name = address == nil ? "comset-baud" : "comset-address"
      throw .invalid(name: name, value: address ?? baud ?? "", expected: "a line with one address")
    }
    if let address {
      guard let number = UInt8(address), number < OSDPPacket.broadcast else {
        throw .invalid(name: "comset-address", value: address, expected: "a number 0 to 126")
      }
      self.address = number
    } else {
      self.address = addresses[0]
    }
    if let baud {
      guard let number = Int(baud), SerialLine.rates.contains(number) else {
        let rates = SerialLine.rates.map(String.init).joined(separator: ", ")
        throw .invalid(name: "comset-baud", value: baud, expected: "one of \(rates)")
      }
      self.baud = number
    } else {
      self.baud = line.baud
    }
  }
}
