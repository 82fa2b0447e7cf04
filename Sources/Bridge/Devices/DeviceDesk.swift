import Configuration
import DeviceDrivers
import DeviceModel
import Glibc
import HostPlatform
import LinuxDevices
import LocalAPI

/// Every device there is: found by udev, named by the operator, or standing in. Decides which driver speaks for which,
/// and which seat each serves.
final class DeviceDesk {
  private let loop: EventLoop
  private let log: Log
  private let onChange: (DeviceReport) -> Void
  private let onEvent: (DeviceConnection, DeviceEvent) -> Void

  private var roster = DeviceRoster()
  private var named: [NamedDevice] = []
  private var udev: UdevMonitor?
  private var usb: USBContext?
  private var nodes: [String: UdevDevice] = [:]
  private var found: [String: FoundDevice] = [:]
  private var paths: PathWatcher?

  /// The stand-in, whether plugged in or not; nil until its memory has been read, or where there is to be none.
  private(set) var standIn: StandIn?
  private var standInConnection: DeviceConnection?

  /// - Parameters:
  ///   - settings: the operator's devices; their drivers exist.
  ///   - onChange: a device appeared, changed or, in the state `gone`, went.
  ///   - onEvent: a person did something at a device.
  init(
    settings: [DeviceSettings], loop: EventLoop, log: Log,
    onChange: @escaping (DeviceReport) -> Void,
    onEvent: @escaping (DeviceConnection, DeviceEvent) -> Void
  ) {
    self.loop = loop
    self.log = log
    self.onChange = onChange
    self.onEvent = onEvent
    named = settings.map { NamedDevice(settings: $0) }
  }

  /// Finds what is there and begins watching for what comes and goes. A part of the machine that is missing is
  /// logged, and the rest goes on.
  func start() {
    do {
      let monitor = try UdevMonitor(loop: loop)
      udev = monitor
      try monitor.start { [weak self] change in self?.happened(change) }
      if !monitor.udevIsRunning {
        log(
          .notice,
          "no udevd runs here: devices plugged in later are not seen; those named with --device are")
      }
    } catch {
      log(.warning, "udev cannot be asked: only devices named with --device are used", ["cause": "\(error)"])
    }
    do {
      let paths = try PathWatcher(loop: loop)
      self.paths = paths
      for device in named {
        device.watch = paths.watch(device.settings.path) { [weak self, weak device] in
          guard let self, let device else { return }
          self.look(for: device)
        }
      }
    } catch {
      log(.warning, "named devices are not watched: one that is unplugged stays away", ["cause": "\(error)"])
    }
    for device in named { look(for: device) }
    updateStandIn()
  }

  /// Takes in the stand-in, and plugs it in if its seat has nothing better.
  func adopt(_ standIn: StandIn) {
    self.standIn = standIn
    updateStandIn()
  }

  /// Whether the stand-in is plugged in.
  var standInIsPresent: Bool { standInConnection != nil }

  /// All devices, by name.
  var reports: [DeviceReport] { roster.reports }

  /// The ready devices of a seat.
  func ready(atSeat seat: String) -> [DeviceConnection] {
    roster.connections.filter { $0.seat == seat && $0.state == .ready }
  }

  /// A person waits at `seat`: looks again at its named devices that could not be opened.
  func retry(seat: String) {
    for device in named where device.connection == nil && (device.settings.seat ?? Seat.standard) == seat {
      let node = NodeIdentity(ofPath: device.settings.path)
      if let closed = device.lastClosed, closed.node == node { device.lastClosed = nil }
      look(for: device)
    }
  }

  /// Closes everything.
  func close() {
    standIn?.close()
    udev = nil
    paths = nil
    for connection in roster.connections { connection.close() }
  }

  // MARK: Named devices

  private func look(for device: NamedDevice) {
    guard device.connection == nil else { return }
    guard let node = NodeIdentity(ofPath: device.settings.path) else {
      withdraw(device.name)
      device.name = nil
      device.attempts = 0
      return
    }
    let udevDevice = nodes[node.path]
    let name = device.name ?? roster.freeName(device.settings.name ?? lastComponent(of: device.settings.path))
    if let closed = device.lastClosed, node.isStale(after: closed.node) {
      // A node that hung up and is still there stays shut until the path means another: opening it again would spin.
      guard node == closed.node else { return withdraw(device.name) }
      device.name = name
      var report = roster.report(of: name) ?? idle(device, name, udevDevice)
      report.state = .failed(closed.cause)
      show(report)
      return
    }
    device.name = name
    device.connection = open(
      path: device.settings.path, name: name, seat: device.settings.seat ?? udevDevice?.seat ?? Seat.standard,
      driver: Drivers.named(device.settings.driver ?? LineKeypad.name) ?? LineKeypad.self,
      settings: device.settings.settings, udevDevice: udevDevice
    ) { [weak self, weak device] cause in
      guard let self, let device else { return }
      device.connection = nil
      device.lastClosed = (node, cause)
      self.loop.atEndOfTurn { [weak self] in self?.look(for: device) }
    }
    if device.connection == nil {
      lookAgain(for: device, at: node)
    } else {
      device.attempts = 0
      begin(device.connection)
    }
  }

  /// A pty whose other end is still being set up cannot be opened yet, and the kernel does not tell when it can: a few
  /// looks within the next second or so, and no more.
  private func lookAgain(for device: NamedDevice, at node: NodeIdentity) {
    guard node.path.hasPrefix("/dev/pts/"), let name = device.name, case .failed = roster.report(of: name)?.state,
      device.attempts < Self.secondLooks.count
    else { return }
    let pause = Self.secondLooks[device.attempts]
    device.attempts += 1
    loop.schedule(at: loop.now + pause) { [weak self, weak device] in
      guard let self, let device else { return }
      self.look(for: device)
    }
  }

  private static let secondLooks: [Duration] = [.milliseconds(10), .milliseconds(50), .milliseconds(250), .seconds(1)]

  // MARK: Devices that udev knows

  private func happened(_ change: UdevChange) {
    switch change {
    case .added(let device), .changed(let device): appeared(device)
    case .removed(let syspath): disappeared(syspath)
    }
  }

  private func appeared(_ device: UdevDevice) {
    if let node = device.deviceNode { nodes[node] = device }
    if let entry = found[device.syspath] {
      // Its rights or its driver's name may have changed; one that works is left alone.
      guard entry.connection == nil, device.subsystem == "tty" else { return }
      disappeared(device.syspath)
      if let node = device.deviceNode { nodes[node] = device }
    }
    switch device.subsystem {
    case "tty" where device.isSerialDevice: appearedTTY(device)
    case "usb" where device.properties["KEYPORT"] == "1": appearedUSB(device)
    default: break
    }
  }

  private func appearedTTY(_ device: UdevDevice) {
    guard let node = device.deviceNode else { return }
    let claimed = named.filter { NodeIdentity(ofPath: $0.settings.path)?.path == node }
    if !claimed.isEmpty {
      for device in claimed { look(for: device) }
      return
    }
    let entry = FoundDevice(name: roster.freeName(device.sysname))
    found[device.syspath] = entry
    guard let driver = Drivers.best(for: DeviceTraits(.serial, properties: device.properties)) else {
      show(idle(entry.name, device, .present))
      return
    }
    entry.connection = open(
      path: node, name: entry.name, seat: device.seat, driver: driver, settings: DriverSettings(), udevDevice: device
    ) { [weak self, weak entry] cause in
      guard let self, let entry, self.found[device.syspath] === entry else { return }
      entry.connection = nil
      if cause == SerialPort.unplugged { return self.disappeared(device.syspath) }
      var report = self.idle(entry.name, device, .failed(cause))
      report.driver = driver.name
      self.show(report)
    }
    begin(entry.connection)
  }

  private func appearedUSB(_ device: UdevDevice) {
    let entry = FoundDevice(name: roster.freeName("usb-\(device.sysname)"))
    found[device.syspath] = entry
    show(idle(entry.name, device, .present))
    guard let node = device.deviceNode else { return }
    let context = usb ?? USBContext(loop: loop)
    usb = context
    context.readIdentity(ofNode: node) { [weak self] result in
      guard let self, self.found[device.syspath] === entry else { return }
      var report = self.idle(entry.name, device, .present)
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
    guard let entry = found.removeValue(forKey: syspath) else { return }
    entry.connection?.close()
    withdraw(entry.name)
  }

  private func idle(_ device: NamedDevice, _ name: String, _ udevDevice: UdevDevice?) -> DeviceReport {
    DeviceReport(
      name: name, driver: device.settings.driver ?? LineKeypad.name, path: device.settings.path, state: .present,
      origin: udevDevice?.isEmulated == true ? .emulated : .hardware,
      seat: device.settings.seat ?? udevDevice?.seat ?? Seat.standard, capabilities: [],
      identity: udevDevice.map(DeviceIdentity.init) ?? DeviceIdentity())
  }

  private func idle(_ name: String, _ device: UdevDevice, _ state: DeviceState) -> DeviceReport {
    DeviceReport(
      name: name, driver: nil, path: device.deviceNode, state: state, origin: device.isEmulated ? .emulated : .hardware,
      seat: device.seat, capabilities: [], identity: DeviceIdentity(device))
  }

  // MARK: Opening

  /// A tty opened, to be begun; what keeps it from opening becomes its state.
  private func open(
    path: String, name: String, seat: String, driver: any DeviceDriver.Type, settings: DriverSettings,
    udevDevice: UdevDevice?, onClose: @escaping (String) -> Void
  ) -> DeviceConnection? {
    let origin: DeviceOrigin = udevDevice?.isEmulated == true ? .emulated : .hardware
    let identity = udevDevice.map(DeviceIdentity.init) ?? DeviceIdentity()
    func show(_ state: DeviceState) {
      self.show(
        DeviceReport(
          name: name, driver: driver.name, path: path, state: state, origin: origin, seat: seat, capabilities: [],
          identity: identity))
    }
    do {
      let driver = try driver.init(settings: settings)
      let port = try SerialPort(path: path, line: driver.serialLine, origin: origin, loop: loop)
      return makeConnection(
        name: name, path: path, seat: seat, identity: identity, driver: driver, transport: port, onClose: onClose)
    } catch let error as DeviceAccessError {
      if case .absent = error {
        withdraw(name)
      } else {
        show(error.state)
      }
    } catch {
      show(.failed("\(error)"))
    }
    return nil
  }

  private func makeConnection(
    name: String, path: String?, seat: String, identity: DeviceIdentity, driver: any DeviceDriver,
    transport: any DeviceTransport, onClose: @escaping (String) -> Void
  ) -> DeviceConnection {
    DeviceConnection(
      name: name, path: path, seat: seat, identity: identity, driver: driver, transport: transport, loop: loop,
      log: log,
      onChange: { [weak self] connection in self?.changed(connection) },
      onEvent: { [weak self] connection, event in self?.onEvent(connection, event) },
      onClose: { [weak self] connection, cause in
        guard let self else { return }
        self.log(.info, "device closed", ["device": connection.name, "cause": cause])
        self.withdraw(connection.name)
        onClose(cause)
      })
  }

  /// Lists a connection and opens it, once its owner knows it: what happens from here on may close it again.
  private func begin(_ connection: DeviceConnection?) {
    guard let connection else { return }
    roster.add(connection)
    changed(connection)
    connection.open()
  }

  // MARK: The roster and the stand-in

  private func changed(_ connection: DeviceConnection) {
    guard let report = roster.report(of: connection.name) else { return }
    announce(report)
    updateStandIn()
  }

  private func show(_ report: DeviceReport) {
    guard roster.report(of: report.name) != report else { return }
    roster.add(report)
    announce(report)
    updateStandIn()
  }

  private func withdraw(_ name: String?) {
    guard let name, var report = roster.remove(name) else { return }
    report.state = .gone
    announce(report)
    updateStandIn()
  }

  private func announce(_ report: DeviceReport) {
    log(.info, "device", ["device": report.name, "state": report.state.word, "cause": report.state.cause ?? "-"])
    onChange(report)
  }

  /// The stand-in is there only while its seat has no hardware that is ready: it goes, and comes, in the turn in which
  /// that changes.
  private func updateStandIn() {
    guard let standIn else { return }
    let needed = !ready(atSeat: Seat.standard).contains { $0.origin == .hardware }
    if needed, standInConnection == nil {
      do {
        let driver = try KeyportKeypad<SodiumSuite>(settings: DriverSettings())
        standInConnection = makeConnection(
          name: StandIn.name, path: nil, seat: Seat.standard, identity: DeviceIdentity(), driver: driver,
          transport: standIn,
          onClose: { [weak self] _ in self?.standInConnection = nil })
        begin(standInConnection)
      } catch {
        log(.error, "the stand-in cannot be driven", ["cause": "\(error)"])
      }
    } else if !needed, let connection = standInConnection {
      standInConnection = nil
      connection.close()
      withdraw(connection.name)
    }
  }

  private func lastComponent(of path: String) -> String {
    path.split(separator: "/").last.map(String.init) ?? path
  }
}
