internal import DeviceModel
internal import HostPlatform

extension Configuration {
  /// Reads a configuration from YAML text.
  /// - Throws: the first thing wrong: YAML itself, an unknown key, a value out of range, each with its line.
  public init(yaml text: [UInt8]) throws(ConfigurationProblem) {
    self.init()
    guard let root = try YAMLDocument.parse(text) else { return }
    if case .scalar("", true) = root.value { return }
    var group = try ConfigurationGroup(root, named: nil)
    lab = try group.truth("lab") ?? lab
    state = try group.path("state")
    socket = try group.path("socket")
    listen = try group.word("listen") { (text) throws(ConfigurationProblem) in
      guard let address = ListenAddress(text.value) else {
        throw ConfigurationProblem(line: text.line, "'listen' wants a loopback ADDRESS:PORT, such as 127.0.0.1:8420")
      }
      return address
    }
    log = try group.choice("log", ["error": .error, "warning": .warning, "info": .info, "debug": .debug]) ?? log
    standIn = try group.truth("stand-in") ?? standIn
    operators = try group.words("operators") ?? operators
    if var login = try group.group("login") {
      self.login.timeout = try login.number("timeout", in: 5...600) ?? self.login.timeout
      self.login.window = try login.number("window", in: 0...10) ?? self.login.window
      self.login.lookAhead = try login.number("look-ahead", in: 0...1000) ?? self.login.lookAhead
      self.login.tries = try login.number("tries", in: 1...100) ?? self.login.tries
      self.login.lockout = try login.number("lockout", in: 1...86_400) ?? self.login.lockout
      try login.finish()
    }
    for item in try group.list("devices") {
      var entry = try ConfigurationGroup(item, named: "devices")
      let path = try entry.path("path")
      let words = try entry.settings("match")
      guard (path == nil) != words.isEmpty else {
        throw ConfigurationProblem(line: item.line, "a device wants either a 'path' or a 'match'")
      }
      let match = DeviceSelector(words)
      guard path != nil || match != nil else {
        throw ConfigurationProblem(
          line: item.line,
          "'match' wants usb: VENDOR:PRODUCT in hexadecimal, serial: NUMBER, or udev properties in capital letters")
      }
      let ways = KeyValuePairs(
        dictionaryLiteral: ("serial", TransportKind.serial), ("evdev", .evdev),
        ("hidraw", .hidraw), ("usb-interface", .usbInterface))
      let device = DeviceSettings(
        path: path, match: match, ignore: try entry.truth("ignore") ?? false, driver: try entry.word("driver"),
        over: try entry.choice("over", ways), name: try entry.word("name"), seat: try entry.word("seat"),
        settings: DriverSettings(try entry.settings("settings")), line: item.line)
      if let path, devices.contains(where: { $0.path == path }) {
        throw ConfigurationProblem(line: item.line, "the device '\(path)' is given twice")
      }
      devices.append(device)
      try entry.finish()
    }
    try group.finish()
  }
}
