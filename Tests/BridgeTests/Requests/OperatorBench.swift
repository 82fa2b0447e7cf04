import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import LocalAPI
import OTPAlgorithms
import Rig
import TokenEmulator
import TwoFactor
import TwoFactorStore
import WireProtocol

@testable import Bridge

/// An operator, the daemon's way to devices, a store in a file, and a keypad in process that is called `pad`.
final class OperatorBench: @unchecked Sendable {
  let loop: EventLoop
  let line: EmulatedLine
  let keys: HostKeys
  let devices: DeviceDesk
  let desk: OperatorDesk
  /// Commands that the store fails, by the beginnings of their names.
  var failing: Set<String> = []
  private(set) var keysTyped = 0
  private let folder: Folder
  private let database: Store
  private var pending: [UInt64: (Result<StoreResult, StoreFailure>) -> Void] = [:]
  private var lastPending: UInt64 = 0
  private var isSo: (() -> Bool)?

  init(
    capabilities: Capabilities = KeypadTraits.everything, settings: [String: String] = [:], failing: Set<String> = []
  ) throws {
    let loop = try EventLoop()
    self.loop = loop
    folder = try Folder()
    line = try EmulatedLine(seed: "A", capabilities: capabilities, loop: loop)
    database = Store(
      path: folder.file("keyport.db"), key: SealingKey(SecretBytes(copying: [UInt8](repeating: 1, count: 32)))!
    ) { loop.perform($0) }
    let log = Log(threshold: .error)
    let box = Box()
    let store: HostKeys.Store = { command, done in box.bench?.perform(command, done) }
    keys = HostKeys(store: store, log: log)
    devices = DeviceDesk(
      settings: [], loop: loop, log: log, onChange: { _ in box.bench?.check() },
      onEvent: { _, event in
        if case .key = event { box.bench?.keysTyped += 1 }
        box.bench?.check()
      })
    desk = OperatorDesk(devices: devices, keys: keys, loop: loop, log: log, store: store)
    self.failing = failing
    box.bench = self
    devices.credentials = { [keys] name in keys.credentials(for: name) }
    devices.onLink = { [unowned desk] device, event in desk.happened(event, at: device) }
    line.onChange = { box.bench?.check() }
    let connection = devices.connect(
      DevicePlan(
        name: "pad", path: nil, seat: "seat0", identity: DeviceIdentity(), driver: KeyportKeypad<SodiumSuite>.self,
        settings: DriverSettings(settings), over: .serial, origin: .hardware, open: { [line] _ in line })
    ) { _ in }
    devices.begin(connection)
    keys.load { [devices] _ in devices.credentialsCame() }
  }

  deinit { database.close() }

  private final class Box { weak var bench: OperatorBench? }

  var device: DeviceConnection { devices.roster.connection(named: "pad")! }

  /// Runs the loop until it is so; a test that waits for what never comes is ended by its time limit.
  func run(until isSo: @escaping () -> Bool) throws {
    self.isSo = isSo
    loop.atEndOfTurn { [weak self] in self?.check() }
    loop.perform {}
    try loop.run()
  }

  private func check() {
    guard isSo?() == true else { return }
    isSo = nil
    loop.stop()
  }

  /// Asks, and waits for the answer.
  /// - Parameter meanwhile: done once the keypad shows something for which `shows` holds.
  func answer(
    _ call: DeviceCall, when shows: @escaping (String) -> Bool = { _ in false }, _ meanwhile: () -> Void = {}
  ) throws -> Result<APIReply, APIFailure> {
    try wait(shows, meanwhile) { desk.answer(call, of: "pad", $0) }
  }

  /// Registers a token whose key the keypad gets.
  func enrol(slot: Int? = nil) throws -> Result<APIReply, APIFailure> {
    let registration = TokenRegistration(
      label: "", parameters: try OTPParameters(movingFactor: .counter),
      secret: SecretBytes(copying: "12345678901234567890".utf8))
    return try wait({ _ in false }, {}) {
      desk.enrol(AccountName("alice")!, registration, onto: "pad", slot: slot, $0)
    }
  }

  private func wait(
    _ shows: @escaping (String) -> Bool, _ meanwhile: () -> Void, _ begin: (@escaping OperatorDesk.Reply) -> Void
  ) throws -> Result<APIReply, APIFailure> {
    var result: Result<APIReply, APIFailure>?
    begin { [weak self] in
      result = $0
      self?.check()
    }
    try run { [line] in result != nil || shows(line.display) }
    if result == nil {
      meanwhile()
      try run { result != nil }
    }
    return result!
  }

  /// Pairs, comparing as two people would.
  @discardableResult func pair() throws -> Result<APIReply, APIFailure> {
    try run { [unowned self] in device.state.isUsable || device.state.word == "failed" }
    guard case .success(.device(.pairingNumber(let number))) = try answer(.pair) else {
      return .failure(APIFailure(.conflict, "test", "no number"))
    }
    try run { [line] in line.display == number }
    line.person(.press(.enter))
    return try answer(.pairVerdict(true))
  }

  /// What the store answers.
  func stored(_ command: StoreCommand) throws -> Result<StoreResult, StoreFailure> {
    var result: Result<StoreResult, StoreFailure>?
    perform(command) { [weak self] in
      result = $0
      self?.check()
    }
    try run { result != nil }
    return result!
  }

  private func perform(_ command: StoreCommand, _ done: @escaping (Result<StoreResult, StoreFailure>) -> Void) {
    if failing.contains(where: "\(command)".hasPrefix) {
      return loop.atEndOfTurn { done(.failure(.full)) }
    }
    lastPending += 1
    let ticket = lastPending
    pending[ticket] = done
    database.perform(command) { result in self.pending.removeValue(forKey: ticket)?(result) }
  }
}

extension Result where Failure == APIFailure {
  /// The failure's code; nil for a success.
  var code: String? { if case .failure(let failure) = self { failure.code } else { nil } }

  /// The failure's words; empty for a success.
  var words: String { if case .failure(let failure) = self { failure.message } else { "" } }
}
