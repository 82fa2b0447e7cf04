internal import Cryptography
internal import DeviceModel

/// What the operator says of a line and the devices on it.
struct OSDPSettings {
  /// How the secure channel is used.
  enum Security: String, CaseIterable {
    /// No key is taken from a device without it.
    case required
    /// It is used where the device has it and the key fits.
    case preferred
  }

  /// `baud` and `framing`.
  let line: SerialLine
  /// `addresses`: 0 to 126 each, with commas between.
  let addresses: [UInt8]
  /// `poll`: how long a device that is well rests between two polls, 10 to 5000 milliseconds.
  let pollInterval: Duration
  /// `check`: what stands at the end of packets.
  let check: OSDPCheck
  /// `secure`; nil where there is no key, and so no secure channel.
  let security: Security?
  /// The keys to try for each address, in order.
  let keys: [UInt8: [OSDPKey]]
  /// `new-scbk`: what replaces the default key, for each address.
  let newKeys: [UInt8: OSDPKey]
  /// `comset-address` and `comset-baud`: where the device is to move.
  let move: OSDPLinePlace?
  /// `tamper`: whether a device whose tamper switch is open is of no use.
  let refusesTampered: Bool

  init(taking settings: inout DriverSettings, standard: SerialLine) throws(DriverSettingsError) {
    line = try settings.takeSerialLine(standard: standard)
    addresses = try Self.addresses(settings.take("addresses") ?? "0")
    pollInterval = try Self.interval(settings.take("poll") ?? "50")
    check = try Self.choice("check", of: ["crc": .crc, "checksum": .checksum], settings.take("check") ?? "crc")
    refusesTampered = try Self.choice(
      "tamper", of: ["refuse": true, "ignore": false], settings.take("tamper") ?? "refuse")
    let installs = try Self.choice(
      "install-mode", of: ["yes": true, "no": false], settings.take("install-mode") ?? "no")

    var keys: [UInt8: [OSDPKey]] = [:]
    var newKeys: [UInt8: OSDPKey] = [:]
    for (name, isNew) in [("scbk", false), ("new-scbk", true)] {
      let common = try Self.key(name, settings.take(name), installs: installs, isNew: isNew)
      for address in addresses {
        let own = try Self.key(
          "\(name)-\(address)", settings.take("\(name)-\(address)"), installs: installs, isNew: isNew)
        guard let key = own ?? common else { continue }
        // A device that has its new key already is met with it: the setting may stay after it was carried out.
        keys[address, default: []].append(key)
        if isNew { newKeys[address] = key }
      }
    }
    if installs {
      for address in addresses { keys[address, default: []].append(.standard) }
    }
    self.keys = keys
    self.newKeys = newKeys

    let security = try settings.take("secure").map { value throws(DriverSettingsError) in
      try Self.choice("secure", of: ["required": Security.required, "preferred": .preferred], value)
    }
    if let security, keys.isEmpty {
      throw .invalid(name: "secure", value: security.rawValue, expected: "a key as well: set 'scbk'")
    }
    if security != .preferred, !keys.isEmpty, let address = addresses.first(where: { keys[$0] == nil }) {
      throw .invalidSecret(name: "scbk-\(address)", expected: "set, while another device on the line has a key")
    }
    self.security = keys.isEmpty ? nil : security ?? .required
    move = try OSDPLinePlace(taking: &settings, from: line, addresses: addresses)
  }

  private static func addresses(_ text: String) throws(DriverSettingsError) -> [UInt8] {
    let addresses = text.split(separator: ",", omittingEmptySubsequences: false).map { part in
      UInt8(part.drop { $0 == " " })
    }
    guard addresses.allSatisfy({ $0.map { $0 < OSDPPacket.broadcast } == true }),
      Set(addresses).count == addresses.count
    else {
      throw .invalid(name: "addresses", value: text, expected: "different numbers 0 to 126 with commas between")
    }
    return addresses.compactMap { $0 }
  }

  private static func interval(_ text: String) throws(DriverSettingsError) -> Duration {
    guard let milliseconds = Int(text), (10...5000).contains(milliseconds) else {
      throw .invalid(name: "poll", value: text, expected: "milliseconds, 10 to 5000")
    }
    return .milliseconds(milliseconds)
  }

  private static func choice<Value>(
    _ name: String, of values: [String: Value], _ text: String
  ) throws(DriverSettingsError) -> Value {
    guard let value = values[text] else {
      throw .invalid(name: name, value: text, expected: values.keys.sorted().joined(separator: " or "))
    }
    return value
  }

  private static func key(
    _ name: String, _ text: String?, installs: Bool, isNew: Bool
  ) throws(DriverSettingsError) -> OSDPKey? {
    guard let text else { return nil }
    guard let key = OSDPKey(hexadecimal: text) else {
      throw .invalidSecret(name: name, expected: "32 hexadecimal digits")
    }
    guard !key.bytes.matches(OSDPKey.standard.bytes) else {
      throw .invalidSecret(
        name: name,
        expected: "a key of the device's own: the default key protects nothing; 'install-mode: yes' tries it by itself")
    }
    guard installs || !isNew else {
      throw .invalidSecret(name: name, expected: "used without 'install-mode: yes'")
    }
    return key
  }
}
