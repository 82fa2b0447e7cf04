import DeviceModel

/// The way to one of several devices on a line, through the connection of the line: commands go to the line's driver,
/// which alone writes. The device is released with its line.
final class UnitTransport: DeviceTransport {
  let origin: DeviceOrigin
  /// Always empty: what is written is in the line's.
  let ledger = WriteLedger()
  private let unit: Int
  private weak var line: DeviceConnection?

  init(unit: Int, of line: DeviceConnection) {
    self.unit = unit
    self.line = line
    origin = line.origin
  }

  /// Has the line's driver carry `command` out at this device.
  func perform(_ command: DeviceCommand) { line?.perform(command, unit: unit) }

  func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {}

  func send(_ bytes: [UInt8]) {}

  func close() { line = nil }
}
