internal import DeviceModel

/// What of a device's capability report matters here: rows of function, level and number.
struct OSDPCapabilities: Equatable {
  private static let lights: UInt8 = 4
  private static let sounds: UInt8 = 5
  private static let text: UInt8 = 6
  private static let charactersPerRow = 16

  private(set) var hasLights = false
  private(set) var hasSounds = false
  /// How many characters its display has, none where there is no display.
  private(set) var places = 0

  /// A device that reports nothing: keys alone.
  init() {}

  /// Reads a report; a row that is cut short is passed over.
  init(report: UnsafeRawBufferPointer) {
    for row in stride(from: 0, through: report.count - 3, by: 3) {
      let level = report[row + 1]
      switch report[row] {
      case Self.lights: hasLights = level > 0
      case Self.sounds: hasSounds = level > 0
      // Levels 1, 2 and 3 are displays of one, two and four rows; two rows are what every such display has room for.
      case Self.text: places = min(Int(level), 2) * Self.charactersPerRow
      default: break
      }
    }
  }

  /// In the words of every driver. The protocol has no capability for keys: that it has some is why it was named.
  var device: DeviceCapabilities {
    var device: DeviceCapabilities = .keys
    if places > 0 { device.insert(.display) }
    if hasLights || hasSounds { device.insert(.feedback) }
    return device
  }
}
