import Cryptography
import DeviceModel
import HostPlatform

/// One device that a driver speaks for: carries bytes between its transport and its driver, deadlines to the driver,
/// and what the driver makes of it all to the desk.
final class DeviceConnection {
  let name: String
  let path: String?
  let seat: String
  let driverName: String
  let origin: DeviceOrigin
  private(set) var state: DeviceState = .identifying
  private(set) var identity: DeviceIdentity
  private(set) var capabilities: DeviceCapabilities = []

  private let loop: EventLoop
  private let log: Log
  private var driver: any DeviceDriver
  private var transport: (any DeviceTransport)?
  private var timer: Timer?
  private let onChange: (DeviceConnection) -> Void
  private let onEvent: (DeviceConnection, DeviceEvent) -> Void
  private let onClose: (DeviceConnection, String) -> Void

  /// - Parameters:
  ///   - onChange: the state changed, the device is still there.
  ///   - onEvent: a person did something at a device that is ready.
  ///   - onClose: the device went away by itself; the connection is of no more use.
  init(
    name: String, path: String?, seat: String, identity: DeviceIdentity, driver: any DeviceDriver,
    transport: any DeviceTransport, loop: EventLoop, log: Log,
    onChange: @escaping (DeviceConnection) -> Void,
    onEvent: @escaping (DeviceConnection, DeviceEvent) -> Void,
    onClose: @escaping (DeviceConnection, String) -> Void
  ) {
    self.name = name
    self.path = path
    self.seat = seat
    self.identity = identity
    self.driver = driver
    driverName = type(of: driver).name
    origin = transport.origin
    self.transport = transport
    self.loop = loop
    self.log = log
    self.onChange = onChange
    self.onEvent = onEvent
    self.onClose = onClose
  }

  /// Starts the transport and lets the driver find out who is there.
  func open() {
    guard let transport else { return }
    transport.start(
      onReceive: { [weak self] bytes in self?.received(bytes) },
      onClose: { [weak self] cause in self?.closed(cause) })
    run(driver.handle(.opened, at: loop.now))
  }

  /// Ends the connection from our side; nothing is reported any more.
  func close() {
    timer?.cancel()
    timer = nil
    transport?.close()
    transport = nil
    state = .gone
  }

  /// Passes a command to a device that is ready.
  func perform(_ command: DeviceCommand) {
    guard state == .ready else { return }
    run(driver.perform(command, at: loop.now))
  }

  private func received(_ bytes: UnsafeRawBufferPointer) {
    guard transport != nil else { return }
    var copy = Array(bytes)
    let effects = driver.handle(.received(copy), at: loop.now)
    erase(&copy)
    run(effects)
  }

  private func closed(_ cause: String) {
    close()
    onClose(self, cause)
  }

  private func deadlineCame() {
    timer = nil
    run(driver.handle(.deadline, at: loop.now))
  }

  private func run(_ effects: [DriverEffect]) {
    var waiting = effects[...]
    while let effect = waiting.popFirst() {
      // An effect may have closed the device: nothing after that counts.
      guard let transport else { return }
      switch effect {
      case .send(let bytes):
        transport.send(bytes)
      case .setFeatureReport(let report):
        setFeatureReport(report, over: transport)
      case .getFeatureReport(let length):
        getFeatureReport(length, over: transport)
      case .entropyWanted(let count):
        var random = KernelRandom()
        waiting += driver.handle(.entropy(random.secret(count: count)), at: loop.now)
      case .ready(let found, let capabilities):
        identity = identity.completed(by: found)
        self.capabilities = capabilities
        change(to: .ready)
      case .event(let event):
        if state == .ready { onEvent(self, event) }
      case .failed(let cause):
        change(to: .failed(cause))
      case .note(let text):
        log(.debug, "device note", ["device": name, "note": text])
      }
    }
    arm()
  }

  private func setFeatureReport(_ report: [UInt8], over transport: any DeviceTransport) {
    guard let transport = transport as? any FeatureReportTransport else { return lackFeatureReports() }
    transport.setFeatureReport(report) { [weak self] failure in
      guard let self, self.transport != nil, let failure else { return }
      self.run(self.driver.handle(.featureReportFailed(failure), at: self.loop.now))
    }
  }

  private func getFeatureReport(_ length: Int, over transport: any DeviceTransport) {
    guard let transport = transport as? any FeatureReportTransport else { return lackFeatureReports() }
    transport.getFeatureReport(length: length) { [weak self] result in
      guard let self, self.transport != nil else { return }
      switch result {
      case .success(var report):
        let effects = self.driver.handle(.featureReport(report), at: self.loop.now)
        erase(&report)
        self.run(effects)
      case .failure(let failure):
        self.run(self.driver.handle(.featureReportFailed(failure.cause), at: self.loop.now))
      }
    }
  }

  private func lackFeatureReports() {
    loop.atEndOfTurn { [weak self] in
      guard let self, self.transport != nil else { return }
      self.run(
        self.driver.handle(.featureReportFailed("this way to the device has no feature reports"), at: self.loop.now))
    }
  }

  private func change(to next: DeviceState) {
    guard state != next || next == .ready else { return }
    state = next
    onChange(self)
  }

  private func arm() {
    guard transport != nil else { return }
    let deadline = driver.nextDeadline
    guard timer?.deadline != deadline else { return }
    timer?.cancel()
    timer = deadline.map { deadline in
      loop.schedule(at: deadline) { [weak self] in self?.deadlineCame() }
    }
  }
}
