/// Which devices an entry of the configuration's `devices` is about, by what udev and the device's descriptors say.
public struct DeviceSelector: Equatable, Sendable {
  /// `usb`: vendor and product in hexadecimal, such as `0403:6001`; `usb: 0403` for any product of a vendor.
  public var vendor: UInt16?
  /// The product half of `usb`.
  public var product: UInt16?
  /// `serial`: the USB serial number.
  public var serial: String?
  /// Every other name is a udev property, such as `ID_PATH`, with the value that it must have.
  public var properties: [String: String]

  /// Makes a selector; each part that is nil or empty lets every device through.
  public init(
    vendor: UInt16? = nil, product: UInt16? = nil, serial: String? = nil, properties: [String: String] = [:]
  ) {
    self.vendor = vendor
    self.product = product
    self.serial = serial
    self.properties = properties
  }

  /// Reads the group `match`; nil where a value does not fit, or nothing is asked for.
  /// - Parameter words: names and values.
  init?(_ words: [String: String]) {
    self.init()
    guard !words.isEmpty else { return nil }
    for (name, value) in words {
      switch name {
      case "usb":
        let numbers = value.split(separator: ":", omittingEmptySubsequences: false)
        guard (1...2).contains(numbers.count), let vendor = Self.number(numbers[0]) else { return nil }
        self.vendor = vendor
        if numbers.count == 2 {
          guard let product = Self.number(numbers[1]) else { return nil }
          self.product = product
        }
      case "serial": serial = value
      default:
        guard name == name.uppercased() else { return nil }
        properties[name] = value
      }
    }
  }

  /// Whether a device is meant.
  public func fits(vendor: UInt16?, product: UInt16?, serial: String?, properties: [String: String]) -> Bool {
    self.vendor.map { $0 == vendor } ?? true && self.product.map { $0 == product } ?? true
      && self.serial.map { $0 == serial } ?? true && self.properties.allSatisfy { properties[$0.key] == $0.value }
  }

  private static func number(_ text: Substring) -> UInt16? {
    text.count == 4 ? UInt16(text, radix: 16) : nil
  }
}
