import Configuration
import DeviceDrivers
import DeviceModel
import FuzzRig
import HostPlatform

/// The suppliers that keyportd has.
enum Suite: DriverSuite {
  typealias Session = SodiumSuite
  typealias Cipher = NettleAES128
}

/// The last line that an error may name: one more than there are line breaks, of which YAML 1.1 §5.4 has five kinds.
/// In UTF-16 the lines of bytes that are no text are only guessed.
func lastLine(of text: [UInt8]) -> Int {
  let decoded = String(decoding: text, as: UTF8.self).unicodeScalars
  let breaks = decoded.count { [0x0A, 0x0D, 0x85, 0x2028, 0x2029].contains($0.value) }
  let isUTF16 = text.starts(with: [0xFE, 0xFF]) || text.starts(with: [0xFF, 0xFE])
  return 1 + (isUTF16 ? text.count : breaks)
}

/// Whether `text` can stand in a log and on a terminal.
func isOneLine(_ text: String) -> Bool {
  !text.isEmpty && !text.unicodeScalars.contains { $0.properties.generalCategory == .control }
}

/// Hands a driver its settings and whatever a line may bring.
func check(_ device: DeviceSettings) {
  guard let driver = DriverList<Suite>.named(device.driver ?? LineKeypad.name) else { return }
  do throws(DriverSettingsError) {
    var made = try driver.init(settings: device.settings)
    precondition(SerialLine.rates.contains(made.serialLine.baud), "a line has a rate that termios does not name")
    var line = SerialLine(baud: made.serialLine.baud, framing: made.serialLine.framing)
    line?.isRS485 = made.serialLine.isRS485
    precondition(line == made.serialLine, "a framing changed")
    _ = made.handle(.opened, at: .zero)
    _ = made.handle(.received(Array(0...255)), at: .zero)
  } catch {
    precondition(!error.description.isEmpty, "settings were refused without a word")
  }
}

// Any bytes are a configuration within its ranges, or a problem with a message and a line of the text.
fuzz { input in
  let text = Array(input)
  do throws(ConfigurationProblem) {
    let read = try Configuration(yaml: text)
    precondition((5...600).contains(read.login.timeout) && (0...10).contains(read.login.window), "out of range")
    precondition((0...1000).contains(read.login.lookAhead) && (1...100).contains(read.login.tries), "out of range")
    precondition((1...86_400).contains(read.login.lockout), "out of range")
    if let listen = read.listen { precondition(ListenAddress(listen.description) == listen, "an address changed") }
    for path in [read.state, read.socket].compactMap({ $0 }) + read.devices.compactMap(\.path) {
      precondition(path.hasPrefix("/") && !path.utf8.contains(0), "a path that is none")
    }
    for word in read.operators { precondition(!word.isEmpty && !word.utf8.contains(0), "a name that is cut short") }
    let paths = read.devices.compactMap(\.path)
    precondition(Set(paths).count == paths.count, "a device is there twice")
    precondition(
      read.devices.allSatisfy { ($0.path == nil) != ($0.match == nil) }, "a device is meant by both or neither")
    for device in read.devices { check(device) }
  } catch {
    precondition(isOneLine(error.message), "a message is not one line")
    guard let line = error.line else { fatalError("a problem without its line") }
    precondition((1...lastLine(of: text)).contains(line), "a line that the text does not have")
  }
}
