import DeviceModel
import HostPlatform
import LinuxDevices

/// Opens what comes one way and asks its transport to write: before a driver speaks for it, while one does, and afterwards.
final class WriteProbe {
  private let way: TransportKind
  private let loop: EventLoop
  private var transports: [any DeviceTransport] = []

  init(_ way: TransportKind, loop: EventLoop) {
    self.way = way
    self.loop = loop
  }

  func arrived(_ device: UdevDevice) {
    guard let kind = device.traits?.transport, kind == way, let transport = open(device, kind) else { return }
    transports.append(transport)
    transport.start(onReceive: { _ in }, onClose: { UsbWatch.say("closed \(kind.rawValue): \($0)") })
    write(transport) {
      UsbWatch.say("nobody \(kind.rawValue) \(transport.ledger.refusals) \(transport.ledger.total)")
      transport.ledger.begin()
      self.write(transport) {
        transport.ledger.identify()
        self.write(transport) {
          let written = transport.ledger.written
          UsbWatch.say("somebody \(kind.rawValue) \(written[.named] ?? 0) \(written[.identified] ?? 0)")
          transport.ledger.end()
          self.write(transport) { UsbWatch.say("ended \(kind.rawValue) \(transport.ledger.refusals)") }
        }
      }
    }
  }

  private func open(_ device: UdevDevice, _ kind: TransportKind) -> (any DeviceTransport)? {
    let node = (kind == .usbInterface ? device.usb?.deviceNode : device.deviceNode) ?? ""
    do throws(DeviceAccessError) {
      switch kind {
      case .evdev: return try EvdevPort(path: node, origin: .hardware, loop: loop)
      case .hidraw: return try HidrawPort(path: node, origin: .hardware, loop: loop)
      case .usbInterface where device.usb?.interfaceNumber == 0:
        return try USBInterfacePort(path: node, interface: 0, origin: .hardware, loop: loop)
      case .usbInterface, .serial: return nil
      }
    } catch {
      UsbWatch.say("closed \(kind.rawValue): \(error)")
      return nil
    }
  }

  /// Sends what the way can carry, and goes on when all of it has been dealt with.
  private func write(_ transport: any DeviceTransport, _ next: @escaping () -> Void) {
    guard let reports = transport as? any FeatureReportTransport else {
      transport.send([UInt8](repeating: 0, count: 24))
      return loop.atEndOfTurn(next)
    }
    transport.send([1])
    reports.setFeatureReport([0, 0, 0, 0, 0, 0, 0, 0x8F]) { _ in next() }
  }
}
