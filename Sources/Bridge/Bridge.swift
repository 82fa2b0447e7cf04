public import Configuration
import Cryptography
import DeviceDrivers
import DeviceModel
public import HostPlatform
import LocalAPI
import OTPAlgorithms
import TokenEmulator
import TokenMachine
import TwoFactor
import TwoFactorStore

/// The daemon's middle: devices on one side, logins on the other, the store behind. Everything it owns lives on the
/// event loop's thread, to which it is pinned; the store alone has another.
public actor Bridge {
  /// Keyport's version.
  public static let version = "0.1.0"

  /// The loop is this actor's executor.
  public nonisolated var unownedExecutor: UnownedSerialExecutor { loop.asUnownedSerialExecutor() }

  let loop: EventLoop
  let log: Log
  private let configuration: Configuration
  private let operators: Set<UInt32>
  private let store: Store
  private var server: HTTPServer?
  private var devices: DeviceDesk?
  private var logins: LoginDesk?
  private var desk: OperatorDesk?
  private var pending: [UInt64: (Result<StoreResult, StoreFailure>) -> Void] = [:]
  private var tickets: UInt64 = 0

  /// Makes a bridge that is not connected to anything yet.
  /// - Parameters:
  ///   - configuration: checked by `Bridge.check`: its drivers exist.
  ///   - operators: the user numbers that may manage accounts.
  ///   - key: seals the store's secrets.
  ///   - storePath: the SQLite file; opened on the store's own thread.
  public init(
    configuration: Configuration, operators: Set<UInt32>, key: SealingKey, storePath: String, loop: EventLoop, log: Log
  ) {
    self.configuration = configuration
    self.operators = operators
    self.loop = loop
    self.log = log
    store = Store(path: storePath, key: key) { body in loop.perform(body) }
  }

  /// Opens the doors, then looks for devices.
  /// - Returns: the port of the loopback listener, if there is one.
  public func start(socket: String) throws -> UInt16? {
    let server = HTTPServer(
      loop: loop,
      handler: APIHandler(
        answer: { call, reply in self.answer(call, reply) },
        startLogin: { request, report in self.startLogin(request, report) },
        abandonLogin: { id in self.logins?.cancel(id) }),
      operators: operators, log: log)
    try server.listen(unix: socket)
    var port: UInt16?
    if let address = configuration.listen {
      port = try server.listen(loopback: address.address, port: address.port)
    }
    self.server = server

    logins = LoginDesk(
      loop: loop, log: log, policy: LoginPolicy(configuration),
      store: { command, done in self.perform(command, done) },
      publish: { report in self.server?.publish(.login(report)) },
      seatWaits: { seat in self.seatWaits(seat) },
      seatDecided: { seat, outcome in self.seatDecided(seat, outcome) })
    startDevices()
    if configuration.standIn { loadStandIn() }
    return port
  }

  private func startDevices() {
    let devices = DeviceDesk(
      settings: configuration.devices, loop: loop, log: log,
      onChange: { report in self.deviceChanged(report) },
      onEvent: { device, event in self.happened(event, at: device) })
    let keys = HostKeys(store: { command, done in self.perform(command, done) }, log: log)
    let desk = OperatorDesk(
      devices: devices, keys: keys, loop: loop, log: log, store: { command, done in self.perform(command, done) })
    devices.credentials = { [weak keys] name in keys?.credentials(for: name) }
    devices.onLink = { [weak desk] device, event in desk?.happened(event, at: device) }
    self.devices = devices
    self.desk = desk
    devices.start()
    keys.load { [weak devices] _ in devices?.credentialsCame() }
  }

  /// Ends logins, devices, clients and the store, in this order, then the loop.
  public func stop() {
    logins?.close()
    devices?.close()
    server?.close()
    store.close()
    loop.stop()
  }

  // MARK: Devices to logins

  private func happened(_ event: DeviceEvent, at device: DeviceConnection) {
    let origin = CodeOrigin(device.origin, device: device.name)
    switch event {
    case .key(let key):
      server?.publish(.key(device: device.name, seat: device.seat))
      switch key {
      case .digit(let digit): logins?.happened(.digit(digit, origin), atSeat: device.seat)
      case .enter: logins?.happened(.enter(origin), atSeat: device.seat)
      case .clear: logins?.happened(.cleared(origin), atSeat: device.seat)
      }
    case .code(let code):
      server?.publish(.code(device: device.name, seat: device.seat))
      logins?.happened(.code(code, origin), atSeat: device.seat)
    case .yubicoOTP:
      log(
        .notice, "a Yubico OTP was typed; no account has such a token",
        ["device": device.name, "next": "set the key's slot up for OATH-HOTP, or type a code"])
      logins?.happened(.foreignCode(origin), atSeat: device.seat)
    case .inputSpoiled(let fault):
      log(.notice, "input thrown away", ["device": device.name, "cause": fault.rawValue])
      logins?.happened(.cleared(origin), atSeat: device.seat)
    case .notice(let text):
      log(.notice, "a device tells of itself", ["device": device.name, "what": text])
      server?.publish(.notice(device: device.name, seat: device.seat, text: text))
    case .answer:
      break
    }
  }

  private func deviceChanged(_ report: LocalAPI.DeviceReport) {
    if !report.state.isUsable {
      logins?.happened(.cleared(CodeOrigin(report.origin, device: report.name)), atSeat: report.seat)
    }
    server?.publish(report.state == .gone ? .deviceGone(report) : .device(report))
  }

  private func seatWaits(_ seat: String) {
    devices?.claim(seat: seat)
    for device in devices?.usable(atSeat: seat) ?? [] {
      device.perform(.startInput)
      if device.capabilities.contains(.display) { device.perform(.show("Enter code")) }
    }
  }

  private func seatDecided(_ seat: String, _ outcome: LoginOutcome) {
    devices?.release(seat: seat)
    for device in devices?.usable(atSeat: seat) ?? [] {
      device.perform(.startInput)
      if device.capabilities.contains(.feedback) {
        device.perform(.feedback(outcome == .accepted ? .accepted : .refused))
      }
      if device.capabilities.contains(.display) { device.perform(.show(outcome.displayText)) }
    }
  }

  // MARK: The API

  private func startLogin(_ request: LoginRequest, _ report: @escaping (LoginProgress) -> Void) -> LoginID {
    guard let logins else { preconditionFailure("the server hands over requests after start") }
    return logins.start(request, report: report)
  }

  private func answer(_ call: APICall, _ reply: @escaping (Result<APIReply, APIFailure>) -> Void) {
    switch call {
    case .version:
      reply(
        .success(
          .version(
            ServiceVersion(
              version: Self.version, lab: configuration.lab,
              readyDevices: devices?.reports.count { $0.state.isUsable } ?? 0,
              waitingLogins: logins?.waitingCount ?? 0))))
    case .devices:
      reply(.success(.devices(devices?.reports ?? [])))
    case .accounts:
      ask(.listAccounts, reply) { if case .accounts(let accounts) = $0 { .accounts(accounts) } else { nil } }
    case .addAccount(let name):
      let now = Duration.wallClock
      ask(.addAccount(name, at: now), subject: name, reply) { result in
        guard case .done = result else { return nil }
        return .account(AccountSummary(name: name, digits: [], tokenCount: 0, created: now))
      }
    case .tokens(let account):
      ask(.listTokens(account), subject: account, reply) {
        if case .tokens(let tokens) = $0 { .tokens(tokens) } else { nil }
      }
    case .enrol(let account, let request):
      enrol(account, request, reply)
    case .device(let name, let call):
      desk?.answer(call, of: name, reply)
    case .pairings:
      reply(.success(.pairings(desk?.keys.paired ?? [])))
    case .login(let id):
      reply(logins?.status(of: id).map { .success(.login($0)) } ?? .failure(.noLogin))
    case .submitCode(let id, let code):
      let taken = logins?.submit(code, to: id) ?? false
      reply(taken ? logins?.status(of: id).map { .success(.login($0)) } ?? .failure(.noLogin) : .failure(.noLogin))
    case .cancelLogin(let id):
      reply(logins?.cancel(id) == true ? .success(.done) : .failure(.noLogin))
    case .standInCode(let slot):
      standInCode(slot, reply)
    }
  }

  /// Asks the store, and answers with what `convert` makes of its result.
  private func ask(
    _ command: StoreCommand, subject: AccountName? = nil, _ reply: @escaping (Result<APIReply, APIFailure>) -> Void,
    _ convert: @escaping (StoreResult) -> APIReply?
  ) {
    perform(command) { [log] result in
      switch result {
      case .success(let value):
        reply(convert(value).map { .success($0) } ?? .failure(.nonsense))
      case .failure(let failure):
        if !failure.isExpected { log(.error, "the store refused a command", ["cause": failure.description]) }
        reply(.failure(APIFailure(failure, subject: subject)))
      }
    }
  }

  // MARK: Enrolment and the stand-in

  private func enrol(
    _ account: AccountName, _ request: EnrolmentRequest, _ reply: @escaping (Result<APIReply, APIFailure>) -> Void
  ) {
    var random = KernelRandom()
    let secret: SecretBytes
    switch request.source {
    case .key(let key): secret = key
    case .generated, .standIn, .device: secret = random.secret(count: request.parameters.algorithm.digestSize)
    }
    let registration = TokenRegistration(
      label: request.label, parameters: request.parameters, secret: secret, counter: request.counter,
      isEmulated: request.source.isStandIn)
    if request.source.isStandIn {
      enrolStandIn(account, registration, reply)
    } else if case .device(let name, let slot) = request.source {
      desk?.enrol(account, registration, onto: name, slot: slot, reply)
    } else {
      ask(.addToken(account, registration, memory: nil, at: .wallClock), subject: account, reply) { result in
        guard case .token(let token) = result else { return nil }
        return .enrolled(Enrolment(account: account, token: token, uri: registration.uri(for: account)))
      }
    }
  }

  /// Writes the key into the stand-in and registers it in one transaction: either both have it or neither.
  private func enrolStandIn(
    _ account: AccountName, _ registration: TokenRegistration, _ reply: @escaping (Result<APIReply, APIFailure>) -> Void
  ) {
    guard let devices, let standIn = devices.standIn, devices.standInIsPresent else {
      reply(.failure(.standInAway))
      return
    }
    do throws(ProvisioningError) {
      let label = registration.label.isEmpty ? account.text : registration.label
      let (slot, image) = try standIn.provision(registration, label: label)
      let memory = DeviceMemory(device: StandIn.name, image: image)
      ask(
        .addToken(account, registration, memory: memory, at: .wallClock), subject: account,
        { result in
          standIn.settle(slot: slot, saved: (try? result.get()) != nil)
          reply(result)
        },
        { result in
          guard case .token(let token) = result else { return nil }
          return .enrolled(Enrolment(account: account, token: token, uri: nil))
        })
    } catch {
      reply(
        .failure(APIFailure(.conflict, "stand_in_declined", "The stand-in token does not take this key: \(error).")))
    }
  }

  private func standInCode(_ wanted: String?, _ reply: @escaping (Result<APIReply, APIFailure>) -> Void) {
    guard let devices, let standIn = devices.standIn, devices.standInIsPresent else {
      reply(.failure(.standInAway))
      return
    }
    let slots = standIn.token.slots
    let matching = wanted.map { wanted in
      slots.filter { $0.label == wanted }.isEmpty
        ? slots.filter { String($0.number) == wanted } : slots.filter { $0.label == wanted }
    }
    guard let slot = (matching ?? slots).last, matching != nil || slots.count == 1 else {
      reply(.failure(.noSlot(wanted, labels: slots.map(\.label))))
      return
    }
    let shown = standIn.press(slot: slot.number)
    reply(.success(.code(StandInCode(label: slot.label, code: shown))))
  }

  private func loadStandIn() {
    perform(.loadMemory(device: StandIn.name)) { result in
      do {
        guard case .memory(let image) = try result.get() else { return }
        let token = try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "0", memory: image)
        let standIn = StandIn(token: token, loop: self.loop) { image in
          self.perform(.saveMemory(DeviceMemory(device: StandIn.name, image: image))) { [log = self.log] result in
            if case .failure(let failure) = result {
              log(.error, "the stand-in's counter could not be saved", ["cause": failure.description])
            }
          }
        }
        self.devices?.adopt(standIn)
      } catch {
        self.log(.error, "there is no stand-in token: its memory cannot be read", ["cause": "\(error)"])
      }
    }
  }

  // MARK: The store

  private func perform(_ command: StoreCommand, _ done: @escaping (Result<StoreResult, StoreFailure>) -> Void) {
    tickets += 1
    let ticket = tickets
    pending[ticket] = done
    store.perform(command) { result in
      self.assumeIsolated { bridge in bridge.pending.removeValue(forKey: ticket)?(result) }
    }
  }
}
