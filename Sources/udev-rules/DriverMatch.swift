import DeviceModel

/// A row of a driver's match table, as udev is told of it.
///
/// Numbers are looked up in the hardware database where a USB interface appears; what is found there is the driver's
/// name, which goes down to the interface's nodes as one that a person gave would.
struct DriverMatch {
  var driver: String
  var match: DeviceMatch

  /// Every row of every driver, but those that wait for somebody to name the driver.
  static func all(of drivers: [any DeviceDriver.Type]) -> [DriverMatch] {
    drivers.flatMap { driver in
      driver.matches.filter { !$0.needsConsent }.map { DriverMatch(driver: driver.name, match: $0) }
    }
  }

  /// Whether the driver's name comes from the row's numbers, and not from a person.
  var isFoundByNumbers: Bool {
    match.properties[Self.nameProperty] == nil
      && (match.vendor != nil || match.product != nil || match.interface != nil)
  }

  /// The rule that makes the node, which the row's driver opens, Keyport's.
  var rule: String {
    var parts = nodes
    var properties = match.properties
    let isNamed = properties.removeValue(forKey: Self.nameProperty) != nil || isFoundByNumbers
    for (name, value) in properties.sorted(by: { $0.key < $1.key }) {
      parts.append(RuleSyntax.match("ENV{\(name)}", value))
    }
    let name = "ENV{\(Self.nameProperty)}"
    parts.append(RuleSyntax.match(name, isNamed ? driver : ""))
    if !isNamed { parts.append(RuleSyntax.assign(name, driver)) }
    parts.append(RuleSyntax.assign("ENV{KEYPORT}", "1"))
    return parts.joined(separator: ", ")
  }

  /// The hardware database's key for the USB interfaces that the row fits; the kernel's modalias with a word before it.
  var interfaceKey: String {
    precondition(!isBridge, "\(driver): a row fits a bridge chip by its numbers")
    let vendor = match.vendor.map { Self.hexadecimal($0, 4) } ?? "*"
    let product = match.product.map { Self.hexadecimal($0, 4) } ?? "*"
    let purpose = match.interface.map {
      "ic\(Self.hexadecimal($0.classCode, 2))isc\(Self.hexadecimal($0.subclass, 2))"
        + "ip\(Self.hexadecimal($0.protocolCode, 2))in*"
    }
    return "keyport:usb:v\(vendor)p\(product)d*dc*dsc*dp*\(purpose ?? "ic*")"
  }

  /// Its key for the USB device whose node the driver opens to reach that interface; nil where it opens another node,
  /// or where the row does not say which device.
  var deviceKey: String? {
    guard match.transport == .usbInterface, let vendor = match.vendor, let product = match.product else { return nil }
    return "keyport:device:v\(Self.hexadecimal(vendor, 4))p\(Self.hexadecimal(product, 4))"
  }

  private static let nameProperty = "KEYPORT_DRIVER"

  private var isBridge: Bool {
    let traits = DeviceTraits(match.transport, vendor: match.vendor, product: match.product)
    return GenericBridge.carries(traits)
  }

  private var nodes: [String] {
    let subsystem = RuleSyntax.match("SUBSYSTEM", match.transport.subsystem)
    // The input layer's other nodes, for mice and joysticks, are not read.
    return match.transport == .evdev ? [subsystem, #"KERNEL=="event*""#] : [subsystem]
  }

  private static func hexadecimal(_ value: some BinaryInteger, _ count: Int) -> String {
    let digits = String(value, radix: 16, uppercase: true)
    return String(repeating: "0", count: count - digits.count) + digits
  }
}
