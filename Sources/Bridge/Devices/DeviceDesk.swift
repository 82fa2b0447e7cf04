import Configuration
import DeviceDrivers
import DeviceModel
import HostPlatform
import LinuxDevices
import LocalAPI

/// Every device there is: found by udev, named by the operator, or standing in. Decides which driver speaks for which,
/// and which seat each serves.
final class DeviceDesk {
  let loop: EventLoop
  let log: Log
  private let onChange: (DeviceReport) -> Void
  private let onEvent: (DeviceConnection, DeviceEvent) -> Void

  var roster = DeviceRoster()
  var keeper = NameKeeper()
  let named: [NamedDevice]
  /// The operator's entries that say by a match which devices they mean.
  let matches: [DeviceSettings]
  /// Paths that the operator wants left alone.
  let ignoredPaths: [String]
  /// udev's devices by their nodes.
  var nodes: [String: UdevDevice] = [:]
  /// udev's devices that are listed, by their places under `/sys`.
  var found: [String: FoundDevice] = [:]
  var usb: USBContext?
  private var udev: UdevMonitor?
  private var sleep: SleepWatch?
  private var paths: PathWatcher?
  private var nodeWatcher: NodeWatcher?
  private var claimedSeats: Set<String> = []
  /// What devices that pair are shown; set before anything is opened.
  var credentials: (_ name: String) -> DeviceCredentials? = { _ in nil }
  /// What happens on a device's line beside what its person does.
  var onLink: (DeviceConnection, LinkEvent) -> Void = { _, _ in }
  /// Devices that wait for this host's key, until it is known whether there is one; nil from then on.
  private var waiting: [DeviceConnection]? = []

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
    named = settings.compactMap { entry in
      entry.ignore ? nil : entry.path.map { NamedDevice(entry, path: $0) }
    }
    matches = settings.filter { $0.match != nil }
    ignoredPaths = settings.compactMap { $0.ignore ? $0.path : nil }
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
      sleep = try SleepWatch(loop: loop) { [weak self] in self?.wake() }
    } catch {
      log(.warning, "devices are not taken anew after the machine has slept", ["cause": "\(error)"])
    }
    do {
      let paths = try PathWatcher(loop: loop)
      self.paths = paths
      for device in named {
        device.watch = paths.watch(device.path) { [weak self, weak device] in
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

  /// The usable devices of a seat.
  func usable(atSeat seat: String) -> [DeviceConnection] {
    roster.connections.filter { $0.seat == seat && $0.state.isUsable && $0.units.isEmpty }
  }

  /// A login waits at `seat` and has its devices, those too that become ready while it waits. Devices that could not be
  /// opened are looked at again.
  func claim(seat: String) {
    claimedSeats.insert(seat)
    for device in named where device.connection == nil && device.seat(nil) == seat {
      let node = NodeIdentity(ofPath: device.path)
      if let closed = device.lastClosed, closed.node == node { device.lastClosed = nil }
      look(for: device)
    }
    for connection in roster.connections where connection.seat == seat { connection.claim(true) }
  }

  /// The login at `seat` is over: its devices are anybody's again.
  func release(seat: String) {
    claimedSeats.remove(seat)
    for connection in roster.connections where connection.seat == seat { connection.claim(false) }
  }

  /// The machine has slept: every device is given back and found anew, and nothing that was half typed counts.
  func wake() {
    log(.notice, "the machine has slept: every device is looked at anew")
    for connection in roster.connections { connection.wake() }
    for device in named { look(for: device) }
  }

  /// Closes everything.
  func close() {
    standIn?.close()
    udev = nil
    sleep = nil
    paths = nil
    for connection in roster.connections { connection.close() }
    nodeWatcher = nil
  }

  // MARK: Connections and the roster

  /// A connection that is not begun yet.
  func connect(_ plan: DevicePlan, onEnd: @escaping (DeviceEnd) -> Void) -> DeviceConnection {
    let connection = DeviceConnection(
      plan, loop: loop, log: log,
      watchNode: { [weak self] path, changed in self?.watchNode(path, changed) },
      onChange: { [weak self] connection in self?.changed(connection) },
      onEvent: { [weak self] connection, event in self?.onEvent(connection, event) },
      onEnd: { [weak self] connection, end in
        self?.withdraw(connection.name)
        onEnd(end)
      })
    connection.credentials = { [weak self] in self?.credentials(plan.name) }
    connection.onLink = { [weak self, unowned connection] event in self?.onLink(connection, event) }
    connection.addUnit = { [weak self] unit, line in self?.addUnit(unit, of: line, plan) }
    connection.removeUnit = { [weak self] unit in
      unit.close()
      self?.withdraw(unit.name)
    }
    return connection
  }

  /// Lists one of the devices on a line as a device of its own.
  private func addUnit(_ unit: Int, of line: DeviceConnection, _ plan: DevicePlan) -> DeviceConnection {
    var own = DevicePlan(
      name: freeName("\(line.name)-\(unit)"), path: plan.path, seat: plan.seat, identity: DeviceIdentity(),
      driver: UnitDriver.self, over: plan.over, origin: plan.origin
    ) { [unowned line] (_) throws(DeviceAccessError) in UnitTransport(unit: unit, of: line) }
    own.driverName = line.driverName
    let connection = connect(own) { _ in }
    begin(connection)
    return connection
  }

  /// Lists a connection and opens it, once its owner knows it: what happens from here on may end it again.
  func begin(_ connection: DeviceConnection) {
    roster.add(connection)
    if claimedSeats.contains(connection.seat) { connection.claim(true) }
    if connection.wantsCredentials, waiting != nil {
      waiting?.append(connection)
    } else {
      connection.begin()
    }
  }

  /// This host's key has come, or it is known that there is none: devices that waited for it are opened.
  func credentialsCame() {
    let ready = waiting ?? []
    waiting = nil
    for connection in ready { connection.begin() }
  }

  /// Shows devices whom this host knows now.
  func renewCredentials() {
    for connection in roster.connections { connection.renewCredentials() }
  }

  /// Lists a device that is not open.
  func show(_ report: DeviceReport) {
    guard roster.report(of: report.name) != report else { return }
    roster.add(report)
    announce(report)
    updateStandIn()
  }

  /// Takes a device off the list.
  func withdraw(_ name: String?) {
    guard let name, var report = roster.remove(name) else { return }
    report.state = .gone
    announce(report)
    updateStandIn()
  }

  private func changed(_ connection: DeviceConnection) {
    guard let report = roster.report(of: connection.name) else { return }
    announce(report)
    updateStandIn()
  }

  private func announce(_ report: DeviceReport) {
    log(.info, "device", ["device": report.name, "state": report.state.word, "cause": report.state.cause ?? "-"])
    onChange(report)
  }

  private func watchNode(_ path: String, _ changed: @escaping () -> Void) -> WatchedNode? {
    if nodeWatcher == nil { nodeWatcher = try? NodeWatcher(loop: loop) }
    return nodeWatcher?.watch(path, changed)
  }

  // MARK: The stand-in

  /// The stand-in is there only while its seat has no hardware that is ready: it goes, and comes, in the turn in which
  /// that changes.
  private func updateStandIn() {
    guard let standIn else { return }
    let needed = !usable(atSeat: Seat.standard).contains { $0.origin == .hardware }
    if needed, standInConnection == nil {
      let connection = connect(
        DevicePlan(
          name: StandIn.name, path: nil, seat: Seat.standard, identity: DeviceIdentity(),
          driver: KeyportKeypad<SodiumSuite>.self, over: .serial, origin: .emulated, open: { _ in standIn })
      ) { [weak self] _ in self?.standInConnection = nil }
      standInConnection = connection
      begin(connection)
    } else if !needed, let connection = standInConnection {
      standInConnection = nil
      connection.close()
      withdraw(connection.name)
    }
  }
}
