import Configuration
import DeviceDrivers
import DeviceModel
import Glibc
import HostPlatform
import LinuxDevices
import LocalAPI

/// Devices that udev finds.
extension DeviceDesk {
  /// Takes what udev tells.
  func happened(_ change: UdevChange) {
    switch change {
    case .added(let device), .changed(let device): appeared(device)
    case .removed(let syspath): disappeared(syspath)
    }
  }

  private func appeared(_ device: UdevDevice) {
    if let node = device.deviceNode { nodes[node] = device }
    if isLeftToNamed(device) { return }
    guard let traits = device.traits else {
      if device.subsystem == "usb", device.usb?.interface == nil, device.properties["KEYPORT"] == "1" {
        appearedWhole(device)
      }
      return
    }
    let entry = matches.first { $0.match?.fits(device) == true }
    if entry?.ignore == true || isIgnored(device) { return }
    let driver = driver(for: device, traits, entry)
    if let known = found[device.syspath] {
      // Its rights or its driver's name may have changed; one that works is left alone.
      if let connection = known.connection {
        if !connection.isOpen { connection.lookAgain() }
        return
      }
      if driver == nil { return }
      disappeared(device.syspath)
      if let node = device.deviceNode { nodes[node] = device }
    }
    // Keyboards, mice and interfaces that are none of ours are nobody's business.
    let candidate = driver == nil ? Drivers.awaitingConsent(traits) : nil
    guard driver != nil || candidate != nil || traits.transport == .serial else { return }
    if let candidate {
      log(
        .info, "a device is left to its other uses until its driver is named",
        ["place": device.syspath, "driver": candidate.name])
    }
    reap(device)
    if driver != nil, let interface = device.usb?.interfacePath,
      found.values.contains(where: {
        $0.interfacePath == interface && $0.connection != nil && $0.subsystem != device.subsystem
      })
    {
      log(.debug, "another node of a device that is open", ["place": device.syspath])
      return
    }
    open(device, driver, traits.transport, entry)
  }

  private func open(
    _ device: UdevDevice, _ driver: (any DeviceDriver.Type)?, _ transport: TransportKind, _ entry: DeviceSettings?
  ) {
    let key = DeviceKey(device)
    let wish = entry?.name ?? (device.subsystem == "usb" ? "usb-\(device.sysname)" : device.sysname)
    let found = FoundDevice(name: keeper.reclaim(key, at: loop.now) ?? freeName(wish), of: device)
    self.found[device.syspath] = found
    let seat = entry?.seat ?? device.seat
    guard let driver, let node = transport == .usbInterface ? device.usb?.deviceNode : device.deviceNode else {
      return show(DeviceReport(name: found.name, of: device, seat: seat))
    }
    let plan = DevicePlan(
      name: found.name, path: node, node: node, interface: device.usb?.interfaceNumber, seat: seat,
      identity: DeviceIdentity(device), driver: driver, settings: entry?.settings ?? DriverSettings(),
      over: transport, origin: device.isEmulated ? .emulated : .hardware, loop: loop)
    let connection = connect(plan) { [weak self, weak found] _ in
      guard let self, let found, self.found[device.syspath] === found else { return }
      found.connection = nil
      self.disappeared(device.syspath)
    }
    found.connection = connection
    begin(connection)
  }

  /// A USB device as a whole: listed with the names that it gives.
  private func appearedWhole(_ device: UdevDevice) {
    if found[device.syspath] != nil { return }
    reap(device)
    let entry = FoundDevice(
      name: keeper.reclaim(DeviceKey(device), at: loop.now) ?? freeName("usb-\(device.sysname)"), of: device)
    found[device.syspath] = entry
    show(DeviceReport(name: entry.name, of: device, seat: device.seat))
    guard let node = device.deviceNode else { return }
    let context = usb ?? USBContext(loop: loop)
    usb = context
    context.readIdentity(ofNode: node) { [weak self] result in
      guard let self, self.found[device.syspath] === entry else { return }
      var report = DeviceReport(name: entry.name, of: device, seat: device.seat)
      switch result {
      case .success(let identity):
        report.identity = report.identity.completed(
          by: DeviceIdentity(
            vendor: identity.manufacturer ?? "", product: identity.product ?? "", serial: identity.serial))
      case .failure(.absent): return
      case .failure(let error): report.state = error.state
      }
      self.show(report)
    }
  }

  private func disappeared(_ syspath: String) {
    nodes = nodes.filter { $0.value.syspath != syspath }
    // What it hangs on may go first; udev tells of what hangs on that later, or not at all.
    for child in found.keys.filter({ $0.hasPrefix(syspath + "/") }).sorted() { disappeared(child) }
    guard let entry = found.removeValue(forKey: syspath) else { return }
    entry.connection?.close()
    withdraw(entry.name)
    keeper.keep(entry.name, of: entry.key, at: loop.now)
  }

  /// A device that is there again, before udev has told that it went: the old one goes first.
  private func reap(_ device: UdevDevice) {
    let key = DeviceKey(device)
    let old = found.filter { $0.key != device.syspath && $0.value.key.isSame(as: key) }
    // One that the kernel still has is another: of the same model, with a serial number that its maker gave to all.
    for syspath in old.keys.sorted() where access(syspath, F_OK) != 0 { disappeared(syspath) }
  }

  private func isLeftToNamed(_ device: UdevDevice) -> Bool {
    guard let node = device.deviceNode else { return false }
    let owners = named.filter { NodeIdentity(ofPath: $0.path)?.path == node }
    for owner in owners { look(for: owner) }
    return !owners.isEmpty
  }

  private func isIgnored(_ device: UdevDevice) -> Bool {
    ignoredPaths.contains { path in device.deviceNode.map { NodeIdentity(ofPath: path)?.path == $0 } ?? false }
  }

  /// The driver that speaks for a node: the operator's, over the one way that it is opened, or the best by the tables.
  private func driver(
    for device: UdevDevice, _ traits: DeviceTraits, _ entry: DeviceSettings?
  ) -> (any DeviceDriver.Type)? {
    guard let name = entry?.driver, let driver = Drivers.named(name) else {
      guard let over = entry?.over else { return Drivers.best(for: traits) }
      return over == traits.transport ? Drivers.best(for: traits) : nil
    }
    // Of a device's interfaces only one may be the driver's.
    let rows = driver.matches.filter { $0.transport == traits.transport }
    guard rows.isEmpty || rows.contains(where: { $0.interface == nil || $0.interface == traits.interface }) else {
      return nil
    }
    return (entry?.over ?? driver.matches.first?.transport) == traits.transport ? driver : nil
  }
}
