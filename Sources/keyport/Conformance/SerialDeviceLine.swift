import Conformance
import DeviceModel
import Glibc
import HostPlatform
import LinuxDevices

/// A serial port as the line to a device under test: a loop of its own turns while bytes are waited for.
final class SerialDeviceLine: DeviceLine {
  private let loop: EventLoop
  private let port: SerialPort
  private var arrived: [UInt8] = []
  private var failure: LineFailure?

  /// Opens the port for this process alone.
  init(path: String, line: SerialLine) throws {
    loop = try EventLoop()
    port = try SerialPort(path: path, line: line, origin: .hardware, loop: loop)
    port.ledger.begin()
    port.start { [unowned self] bytes in
      arrived += bytes
      loop.stop()
    } onClose: { [unowned self] cause in
      failure = LineFailure(cause)
      loop.stop()
    }
  }

  var now: Duration { loop.now }

  func send(_ bytes: [UInt8]) throws(LineFailure) {
    if let failure { throw failure }
    port.send(bytes)
  }

  func receive(until deadline: Duration) throws(LineFailure) -> [UInt8] {
    if arrived.isEmpty, failure == nil {
      let timer = loop.schedule(at: deadline) { [unowned self] in loop.stop() }
      do { try loop.run() } catch { throw LineFailure("\(error)") }
      timer.cancel()
    }
    if arrived.isEmpty, let failure { throw failure }
    defer { arrived = [] }
    return arrived
  }
}
