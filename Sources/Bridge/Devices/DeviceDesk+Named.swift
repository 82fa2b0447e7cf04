import Configuration
import DeviceDrivers
import DeviceModel
import HostPlatform
import LinuxDevices
import LocalAPI

/// Devices that the operator named by their paths.
extension DeviceDesk {
  /// Finds out what a path means now, and opens it if it is another than before.
  func look(for device: NamedDevice) {
    if device.connection?.isOpen == true { return }
    guard let node = NodeIdentity(ofPath: device.path) else {
      device.connection?.close()
      device.connection = nil
      withdraw(device.name)
      device.name = nil
      return
    }
    if let connection = device.connection {
      if device.node == node { return connection.lookAgain() }
      connection.close()
      device.connection = nil
      withdraw(device.name)
    }
    let udevDevice = nodes[node.path]
    let name = device.name ?? freeName(device.settings.name ?? Self.lastComponent(of: device.path))
    device.name = name
    let plan = plan(for: device, name: name, node: node, udevDevice)
    if let closed = device.lastClosed, node.isStale(after: closed.node) {
      // A node that hung up and is still there stays shut until the path means another: opening it again would spin.
      guard node == closed.node else { return withdraw(device.name) }
      return show(DeviceReport(plan, state: .failed(closed.cause)))
    }
    device.node = node
    let connection = connect(plan) { [weak self, weak device] end in
      guard let self, let device else { return }
      device.connection = nil
      guard end == .unplugged else { return }
      device.lastClosed = (node, SerialPort.unplugged)
      self.loop.atEndOfTurn { [weak self] in self?.look(for: device) }
    }
    device.connection = connection
    begin(connection)
  }

  private func plan(
    for device: NamedDevice, name: String, node: NodeIdentity, _ udevDevice: UdevDevice?
  ) -> DevicePlan {
    DevicePlan(
      name: name, path: device.path, node: device.path, seat: device.seat(udevDevice),
      identity: udevDevice.map(DeviceIdentity.init) ?? DeviceIdentity(),
      driver: Drivers.named(device.settings.driver ?? LineKeypad.name) ?? LineKeypad.self,
      settings: device.settings.settings, over: device.settings.over ?? Self.transport(ofNode: node.path),
      origin: udevDevice?.isEmulated == true ? .emulated : .hardware, loop: loop)
  }

  /// How a node is opened, by the place where the kernel puts such nodes.
  private static func transport(ofNode path: String) -> TransportKind {
    if path.hasPrefix("/dev/input/event") { return .evdev }
    if path.hasPrefix("/dev/hidraw") { return .hidraw }
    return .serial
  }

  private static func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }

  /// `wish`, or the next like it that nobody has and that is kept for nobody.
  func freeName(_ wish: String) -> String {
    let now = loop.now
    return roster.freeName(wish) { keeper.isKept($0, at: now) }
  }
}
