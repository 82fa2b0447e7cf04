/// A stream of bytes to the device under test, with the time that passes on it. A serial port runs in real time, an
/// emulated device in virtual time, in which waiting costs nothing.
///
/// It blocks, unlike everything else in this project: one device is examined at a time, nothing else happens meanwhile,
/// and a case that reads from top to bottom like the requirement that it tests is worth more than a machine.
public protocol DeviceLine: AnyObject {
  /// Monotonic time since an arbitrary start.
  var now: Duration { get }

  /// Writes bytes after those before.
  func send(_ bytes: [UInt8]) throws(LineFailure)

  /// Waits for bytes from the device.
  /// - Returns: at least one byte, or none where `deadline` came first.
  func receive(until deadline: Duration) throws(LineFailure) -> [UInt8]
}
