import Bridge
import Configuration
import Glibc
import HostPlatform

extension Configuration {
  /// The largest configuration file, in bytes.
  private static let largestFile = 1 << 20

  /// The file that the command line names, or the default where it is there, with the command line's flags over it.
  init(_ commandLine: ParsedCommandLine) throws(UsageError) {
    if let file = commandLine.value(of: "config") {
      try self.init(file: file)
    } else if access(Defaults.configuration, F_OK) == 0 {
      try self.init(file: Defaults.configuration)
    } else {
      self.init()
    }
    try lay(commandLine)
    do {
      try Bridge.check(devices)
    } catch {
      let file = commandLine.value(of: "config") ?? Defaults.configuration
      throw UsageError(error.line.map { "\(file):\($0): \(error)" } ?? "\(error)")
    }
  }

  private init(file: String) throws(UsageError) {
    let text: [UInt8]
    do {
      text = try Self.read(file)
    } catch {
      throw UsageError("the configuration cannot be read: \(error)")
    }
    guard text.count <= Self.largestFile else {
      throw UsageError("\(file): larger than any configuration (\(Self.largestFile) bytes)")
    }
    do {
      try self.init(yaml: text)
    } catch {
      throw UsageError(error.description(inFile: file))
    }
  }

  private mutating func lay(_ commandLine: ParsedCommandLine) throws(UsageError) {
    if commandLine.flag("lab") { lab = true }
    state = commandLine.value(of: "state") ?? state
    socket = commandLine.value(of: "socket") ?? socket
    if let text = commandLine.value(of: "listen") {
      guard let address = ListenAddress(text) else {
        throw UsageError("--listen wants a loopback ADDRESS:PORT, such as 127.0.0.1:8420, not '\(text)'")
      }
      listen = address
    }
    if let listen, !listen.isLoopback {
      throw UsageError("pages are served on loopback only (127.0.0.1 or [::1]), not on \(listen)")
    }
    for argument in commandLine.values(of: "device") {
      guard let device = DeviceSettings(argument: argument) else {
        throw UsageError("--device wants PATH or PATH=DRIVER, not '\(argument)'")
      }
      if let index = devices.firstIndex(where: { $0.path == device.path }) {
        devices[index].driver = device.driver ?? devices[index].driver
      } else {
        devices.append(device)
      }
    }
  }

  private static func read(_ file: String) throws(SystemError) -> [UInt8] {
    let descriptor = try OwnedFileDescriptor.open(file, O_RDONLY)
    var text: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 65536)
    while text.count <= largestFile {
      let number = descriptor.rawValue
      let count = try SystemError.retrying("read", file) { Glibc.read(number, &buffer, buffer.count) }
      guard count > 0 else { break }
      text += buffer[..<count]
    }
    return text
  }
}
