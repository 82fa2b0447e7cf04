import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import LinuxDevices

/// One device that a driver speaks for, from plugging in to unplugging: its life decides when it is opened, and while it
/// is, bytes go between its transport and its driver, deadlines to the driver, and what the driver makes of it all to
/// the desk.
final class DeviceConnection {
  var name: String { plan.name }
  var path: String? { plan.path }
  var seat: String { plan.seat }
  var driverName: String { plan.driverName ?? plan.driver.name }
  var origin: DeviceOrigin { plan.origin }
  var state: DeviceState { life.state }
  private(set) var identity: DeviceIdentity
  private(set) var capabilities: DeviceCapabilities = []
  /// The key of the device that a session is with, while there is one.
  private(set) var sessionKey: PublicKey?
  /// What its driver is given before it is opened, where there is something.
  var credentials: () -> DeviceCredentials? = { nil }
  /// What happens on its line beside what its person does, whether it is usable or not.
  var onLink: (LinkEvent) -> Void = { _ in }

  private let plan: DevicePlan
  private let loop: EventLoop
  private let log: Log
  private var life = DeviceLife()
  private var look: Timer?
  private var watched: WatchedNode?
  private var driver: (any DeviceDriver)?
  private var transport: (any DeviceTransport)?
  private var timer: Timer?
  private var isSilent = false
  private let watchNode: (String, @escaping () -> Void) -> WatchedNode?
  /// The devices on its line, where it is a bus, by their numbers; each has a connection of its own through this one.
  private(set) var units: [Int: DeviceConnection] = [:]
  private var readyUnits: Set<Int> = []
  /// Makes and lists the connection of a device on the line.
  var addUnit: (Int, DeviceConnection) -> DeviceConnection? = { _, _ in nil }
  /// The line is closed, and the device on it with it.
  var removeUnit: (DeviceConnection) -> Void = { _ in }
  private let onChange: (DeviceConnection) -> Void
  private let onEvent: (DeviceConnection, DeviceEvent) -> Void
  private let onEnd: (DeviceConnection, DeviceEnd) -> Void

  /// - Parameters:
  ///   - watchNode: tells when the node at a path was closed by somebody or changed its rights.
  ///   - onChange: the state changed, the device is still there.
  ///   - onEvent: a person did something at a device that is usable.
  ///   - onEnd: the device went away by itself; the connection is of no more use.
  init(
    _ plan: DevicePlan, loop: EventLoop, log: Log,
    watchNode: @escaping (String, @escaping () -> Void) -> WatchedNode?,
    onChange: @escaping (DeviceConnection) -> Void,
    onEvent: @escaping (DeviceConnection, DeviceEvent) -> Void,
    onEnd: @escaping (DeviceConnection, DeviceEnd) -> Void
  ) {
    self.plan = plan
    identity = plan.identity
    self.loop = loop
    self.log = log
    self.watchNode = watchNode
    self.onChange = onChange
    self.onEvent = onEvent
    self.onEnd = onEnd
  }

  /// Whether its transport is open.
  var isOpen: Bool { transport != nil }

  /// Whether its driver pairs with devices.
  var wantsCredentials: Bool { plan.driver is KeyportKeypad<SodiumSuite>.Type }

  /// Opens it and lets the driver find out who is there.
  func begin() { step(.adopted) }

  /// A login waits at its seat, or none any more.
  func claim(_ isWanted: Bool) { step(isWanted ? .wanted : .unwanted) }

  /// Its node, rights or place may have changed: looks again, if it is not open.
  func lookAgain() { step(.nodeChanged) }

  /// The machine has slept: gives the device back, forgets what was typed, and takes it anew.
  func wake() { step(.woke) }

  /// Ends the connection from our side; nothing is reported any more.
  func close() {
    isSilent = true
    step(.unplugged)
  }

  /// Passes a command to a device that is usable.
  func perform(_ command: DeviceCommand) {
    guard state.isUsable || command.isOfPairing, driver != nil else { return }
    if let unit = transport as? UnitTransport { return unit.perform(command) }
    drive { $0.perform(command, at: $1) }
  }

  /// Asks a device that is usable, or could be if it were paired; it answers by `onLink`.
  /// - Returns: whether it was asked.
  func ask(_ request: DeviceRequest, ticket: UInt32) -> Bool {
    let command = DeviceCommand.request(request, ticket: ticket)
    guard state.isUsable || command.isOfPairing, driver != nil else { return false }
    perform(command)
    return true
  }

  /// Gives its driver the credentials as they are now.
  func renewCredentials() {
    guard driver != nil, let credentials = credentials() else { return }
    drive { $0.perform(.useCredentials(credentials), at: $1) }
  }

  /// Passes a command to one of the devices on the line.
  func perform(_ command: DeviceCommand, unit: Int) { drive { $0.perform(command, unit: unit, at: $1) } }

  /// Takes what the line's driver tells of the device that this connection is of.
  func take(_ effect: DriverEffect) { drive { _, _ in [effect] } }

  // MARK: Its life

  private func step(_ event: DeviceLife.Event) {
    for effect in life.handle(event, at: loop.now) {
      switch effect {
      case .open: open()
      case .close: closeTransport()
      // What is told may have ended it.
      case .watchNode: if state != .gone { watch() }
      case .unwatchNode: watched = nil
      case .tell: if !isSilent { onChange(self) }
      }
    }
    armLook()
  }

  private func open() {
    do {
      let driver = try plan.driver.init(settings: plan.settings, over: plan.over)
      let transport = try plan.open(driver)
      self.driver = driver
      self.transport = transport
      renewCredentials()
    } catch let error as DeviceAccessError {
      if case .absent = error { return end(.absent) }
      return step(.refused(error.state))
    } catch {
      return step(.refused(.failed("\(error)")))
    }
    guard let transport else { return }
    transport.ledger.begin { [log, name] in
      log(.error, "something was to be written to a device without a driver, and was not", ["device": name])
    }
    transport.start(
      onReceive: { [weak self] bytes in self?.received(bytes) },
      onClose: { [weak self] cause in self?.closed(cause) })
    transport.whenOpen { [weak self] refusal in
      guard let self, self.transport != nil else { return }
      if let refusal { return self.step(.refused(refusal)) }
      for unit in self.driver?.units ?? [] { self.units[unit] = self.addUnit(unit, self) }
      self.drive { $0.handle(.opened, at: $1) }
    }
  }

  private func closeTransport() {
    timer?.cancel()
    timer = nil
    let transport = transport
    self.transport = nil
    driver = nil
    readyUnits = []
    sessionKey = nil
    transport?.ledger.end()
    transport?.close()
    if transport != nil { onLink(.closed) }
    let units = units
    self.units = [:]
    for unit in units.keys.sorted() { if let connection = units[unit] { removeUnit(connection) } }
  }

  private func watch() {
    watched = plan.path.flatMap { watchNode($0) { [weak self] in self?.step(.nodeChanged) } }
  }

  private func closed(_ cause: String) {
    log(.info, "device closed", ["device": name, "cause": cause])
    if cause == SerialPort.unplugged { end(.unplugged) } else { step(.broke(cause)) }
  }

  private func end(_ end: DeviceEnd) {
    guard !isSilent else { return }
    close()
    onEnd(self, end)
  }

  private func armLook() {
    guard look?.deadline != life.nextDeadline else { return }
    look?.cancel()
    look = life.nextDeadline.map { deadline in
      loop.schedule(at: deadline) { [weak self] in
        self?.look = nil
        self?.step(.deadline)
      }
    }
  }

  // MARK: Its driver

  private func received(_ bytes: UnsafeRawBufferPointer) {
    var copy = Array(bytes)
    drive { $0.handle(.received(copy), at: $1) }
    erase(&copy)
  }

  private func deadlineCame() {
    timer = nil
    drive { $0.handle(.deadline, at: $1) }
  }

  private func tell(_ event: TransportEvent) { drive { $0.handle(event, at: $1) } }

  private func drive(_ body: (inout any DeviceDriver, Duration) -> [DriverEffect]) {
    guard driver != nil, let transport else { return }
    var waiting = body(&driver!, loop.now)[...]
    while let effect = waiting.popFirst() {
      // An effect may have closed the device: nothing after that counts.
      guard driver != nil, self.transport === transport else { return }
      switch effect {
      case .send(let bytes): transport.send(bytes)
      case .setFeatureReport(let report): setFeatureReport(report, over: transport)
      case .getFeatureReport(let length): getFeatureReport(length, over: transport)
      case .entropyWanted(let count):
        var random = KernelRandom()
        waiting += driver!.handle(.entropy(random.secret(count: count)), at: loop.now)
      case .session(let key): sessionKey = key
      case .ready(let found, let capabilities):
        identity = identity.completed(by: found)
        self.capabilities = capabilities
        transport.ledger.identify()
        step(.identified)
        onLink(.ready)
      case .event(.answer(let ticket, let answer)):
        if case .touchWanted = answer { log(.notice, "a device waits for a touch", ["device": name]) }
        onLink(.answered(ticket: ticket, answer))
      case .event(let event): if state.isUsable { onEvent(self, event) }
      case .failed(let cause): step(.gaveUp(cause))
      case .note(let text): log(.debug, "device note", ["device": name, "note": text])
      case .unit(let unit, let effect): take(effect, of: unit)
      }
    }
    arm()
  }

  private func setFeatureReport(_ report: [UInt8], over transport: any DeviceTransport) {
    guard let transport = transport as? any FeatureReportTransport else { return lackFeatureReports() }
    transport.setFeatureReport(report) { [weak self] failure in
      if let failure { self?.tell(.featureReportFailed(failure)) }
    }
  }

  private func getFeatureReport(_ length: Int, over transport: any DeviceTransport) {
    guard let transport = transport as? any FeatureReportTransport else { return lackFeatureReports() }
    transport.getFeatureReport(length: length) { [weak self] result in
      switch result {
      case .success(var report):
        self?.tell(.featureReport(report))
        erase(&report)
      case .failure(let failure): self?.tell(.featureReportFailed(failure.cause))
      }
    }
  }

  private func lackFeatureReports() {
    loop.atEndOfTurn { [weak self] in
      self?.tell(.featureReportFailed("this way to the device has no feature reports"))
    }
  }

  /// A line is ready while any of its devices is; keys and codes are theirs alone.
  private func take(_ effect: UnitEffect, of unit: Int) {
    switch effect {
    case .ready:
      readyUnits.insert(unit)
      transport?.ledger.identify()
      step(.identified)
    case .failed(let cause):
      readyUnits.remove(unit)
      if readyUnits.isEmpty { step(.gaveUp("unit \(unit): \(cause)")) }
    case .event, .note: break
    }
    units[unit]?.take(DriverEffect(effect))
  }

  private func arm() {
    let deadline = transport == nil ? nil : driver?.nextDeadline
    guard timer?.deadline != deadline else { return }
    timer?.cancel()
    timer = deadline.map { deadline in
      loop.schedule(at: deadline) { [weak self] in self?.deadlineCame() }
    }
  }
}

extension DeviceCommand {
  /// Whether it is of use to a device that is not paired yet, and may have failed for that.
  fileprivate var isOfPairing: Bool {
    switch self {
    case .request(.pair, _), .pairVerdict: true
    default: false
    }
  }
}
