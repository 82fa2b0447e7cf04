import Cryptography
import OTPAlgorithms
import Rig
import Testing
import TwoFactor

@testable import TwoFactorStore

/// Random commands, in bursts that are committed together and with the file closed and opened in between, against a
/// model in memory.
@Suite("Against a model")
struct ModelTests {
  struct Model {
    struct Account {
      var created: Duration
      var failures = 0
      var attempted: Duration?
      var tokens: [Int64] = []
    }

    struct Entry {
      var registration: TokenRegistration
      var next: UInt64
      var lastUsed: Duration?
      var registered: Duration
    }

    var accounts: [AccountName: Account] = [:]
    var tokens: [Int64: Entry] = [:]
    var memories: [String: SecretBytes] = [:]
    var host: SecretBytes?
    var paired: [PublicKey: PairedDevice] = [:]
    var decisions = 0

    /// Carries a command out and says in words what is to be answered.
    mutating func answer(_ command: StoreCommand) -> String {
      switch command {
      case .addAccount(let name, let time):
        guard accounts[name] == nil else { return "exists" }
        accounts[name] = Account(created: time)
        return "done"
      case .listAccounts:
        return accounts.keys.map(\.text).sorted().map { find(AccountName($0)!) }.joined(separator: ";")
      case .findAccount(let name): return accounts[name] == nil ? "noAccount" : find(name)
      case .addToken(let name, let registration, let memory, let time):
        guard accounts[name] != nil else { return "noAccount" }
        let id = Int64(tokens.count + 1)
        let isCounter = registration.parameters.movingFactor == .counter
        tokens[id] = Entry(
          registration: registration, next: isCounter ? registration.counter : 0, lastUsed: nil, registered: time)
        accounts[name]?.tokens.append(id)
        if let memory { memories[memory.device] = memory.image }
        return list([id])
      case .listTokens(let name): return accounts[name].map { list($0.tokens) } ?? "noAccount"
      case .beginAttempt(let name, let limits, let time):
        guard var account = accounts[name] else { return "noAccount" }
        defer { accounts[name] = account }
        if account.failures >= limits.tries, let attempted = account.attempted, time - attempted < limits.lockout {
          account.attempted = min(attempted, time)
          return "locked \(min(attempted, time) + limits.lockout)"
        }
        account.failures += 1
        account.attempted = time
        let lent = account.tokens.map { "\($0):\(tokens[$0]!.next):\(String(describing: tokens[$0]!.lastUsed))" }
        return "attempt \(max(limits.tries - account.failures, 0)) \(lent)"
      case .accept(let id, let counter, let record):
        guard accounts[record.account] != nil else { return "noAccount" }
        guard accounts[record.account]!.tokens.contains(id) else { return "gone" }
        guard counter >= tokens[id]!.next else { return "accepted false" }
        tokens[id]!.next = counter + 1
        tokens[id]!.lastUsed = record.at
        accounts[record.account]!.failures = 0
        decisions += 1
        return "accepted true"
      case .record:
        decisions += 1
        return "done"
      case .loadMemory(let device): return memories[device].map { "memory \(Self.sum($0))" } ?? "memory nil"
      case .saveMemory(let memory):
        memories[memory.device] = memory.image
        return "done"
      case .loadHost: return told
      case .createHost(let secret, _):
        host = host ?? secret
        return told
      case .addPairedDevice(let device):
        paired[device.key] = device
        return "done"
      case .removePairedDevice(let key):
        paired[key] = nil
        return "done"
      case .sawPairedDevice(let key, let time):
        paired[key]?.lastSeen = time
        return "done"
      }
    }

    private var told: String { Self.words(host, Array(paired.values)) }

    static func words(_ host: SecretBytes?, _ paired: [PairedDevice]) -> String {
      "host \(host.map(sum) ?? 0) " + paired.map { "\($0)" }.sorted().joined(separator: ";")
    }

    private func find(_ name: AccountName) -> String {
      let account = accounts[name]!
      let digits = Set(account.tokens.map { tokens[$0]!.registration.parameters.digits }).sorted()
      return "\(name) \(digits) \(account.tokens.count) \(account.created)"
    }

    private func list(_ ids: [Int64]) -> String {
      ids.map { id in
        let token = tokens[id]!
        return "\(id) \(token.registration.label) \(token.registration.parameters) "
          + "\(token.registration.isEmulated) \(token.registered) \(String(describing: token.lastUsed))"
      }.joined(separator: ";")
    }

    /// Keys here are for tests; a sum tells them apart.
    static func sum(_ secret: SecretBytes) -> Int { secret.withBytes { $0.reduce(0) { $0 &* 31 &+ Int($1) } } }
  }

  /// The store's answer in the model's words.
  static func words(_ answer: Answer) -> String {
    switch answer {
    case .failure(.noAccount): "noAccount"
    case .failure(.exists): "exists"
    case .failure(.unavailable(let reason)) where reason.contains("any more"): "gone"
    case .failure(let failure): "failure \(failure)"
    case .success(.done): "done"
    case .success(.account(let account)): words(account)
    case .success(.accounts(let accounts)): accounts.map(words).joined(separator: ";")
    case .success(.token(let token)): words(token)
    case .success(.tokens(let tokens)): tokens.map(words).joined(separator: ";")
    case .success(.attempt(let attempt)):
      "attempt \(attempt.triesLeft) "
        + "\(attempt.tokens.map { "\($0.id):\($0.nextCounter):\(String(describing: $0.lastUsed))" })"
    case .success(.locked(let end)): "locked \(end)"
    case .success(.accepted(let accepted)): "accepted \(accepted)"
    case .success(.host(let secret, let paired)): Model.words(secret, paired)
    case .success(.memory(let image)): image.map { "memory \(Model.sum($0))" } ?? "memory nil"
    }
  }

  static func words(_ account: AccountSummary) -> String {
    "\(account.name) \(account.digits) \(account.tokenCount) \(account.created)"
  }

  static func words(_ token: TokenSummary) -> String {
    "\(token.id) \(token.label) \(token.parameters) \(token.isEmulated) \(token.registered) "
      + "\(String(describing: token.lastUsed))"
  }

  static func command(_ time: Duration, _ generator: inout SeededGenerator) -> StoreCommand {
    let name = TestStore.name(Int.random(in: 0..<6, using: &generator))
    let device = "device\(Int.random(in: 0..<3, using: &generator))"
    func secret() -> SecretBytes {
      SecretBytes(
        copying: (0..<Int.random(in: 10...64, using: &generator)).map { _ in
          UInt8.random(in: 0...255, using: &generator)
        })
    }
    let key = PublicKey([UInt8](repeating: UInt8.random(in: 0..<4, using: &generator), count: PublicKey.size))!
    switch Int.random(in: 0..<25, using: &generator) {
    case 0...1: return .addAccount(name, at: time)
    case 2: return .listAccounts
    case 3: return .findAccount(name)
    case 4:
      let factor: MovingFactor =
        Bool.random(using: &generator)
        ? .counter : .time(period: UInt64.random(in: 1...60, using: &generator), epoch: 3)
      let parameters = try! OTPParameters(
        algorithm: HashAlgorithm.allCases.randomElement(using: &generator)!,
        digits: Int.random(in: 6...10, using: &generator), movingFactor: factor)
      let registration = TokenRegistration(
        label: ["", "手機", "a; b"].randomElement(using: &generator)!, parameters: parameters, secret: secret(),
        counter: UInt64.random(in: 0...5, using: &generator), isEmulated: Bool.random(using: &generator))
      let memory = Bool.random(using: &generator) ? DeviceMemory(device: device, image: secret()) : nil
      return .addToken(name, registration, memory: memory, at: time)
    case 5: return .listTokens(name)
    case 6...10:
      return .beginAttempt(name, AttemptLimits(tries: 4, lockout: .seconds(50)), at: time)
    case 11...16:
      return .accept(
        token: Int64.random(in: 1...12, using: &generator), counter: UInt64.random(in: 0...60, using: &generator),
        TestStore.record(name, at: time))
    case 17: return .record(TestStore.record(name, .expired, at: time))
    case 18: return .loadMemory(device: device)
    case 19: return .loadHost
    case 20: return .createHost(secret(), at: time)
    case 21: return .addPairedDevice(PairedDevice(key: key, name: device, paired: time))
    case 22: return .removePairedDevice(key)
    case 23: return .sawPairedDevice(key, at: time)
    default: return .saveMemory(DeviceMemory(device: device, image: secret()))
    }
  }

  @Test("every answer is the model's, whatever is asked in whatever order")
  func randomCommands() async throws {
    let seed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: .min ... .max)
    var generator = SeededGenerator(seed: seed)
    let folder = TemporaryFolder()
    var model = Model()
    var store = TestStore.open(folder.database)
    var time = TestStore.now
    var asked = 0
    while asked < 3000 {
      var commands: [StoreCommand] = []
      for _ in 0..<Int.random(in: 1...40, using: &generator) {
        // The wall clock goes on, and now and then back.
        time += .milliseconds(Int.random(in: -20_000...30_000, using: &generator))
        commands.append(Self.command(time, &generator))
      }
      asked += commands.count
      let answers = await store.answers(commands)
      for (command, answer) in zip(commands, answers) {
        let expected = model.answer(command)
        #expect(Self.words(answer) == expected, "KEYPORT_SEED=\(seed) \(command)")
      }
      if Int.random(in: 0..<10, using: &generator) == 0 {
        store.close()
        store = TestStore.open(folder.database)
      }
    }
    store.close()
    let connection = try Connection(path: folder.database, lockLimit: .seconds(1))
    #expect(try connection.first("SELECT count(*) FROM decision") { $0.integer(0) } == Int64(model.decisions))
    #expect(try connection.first("PRAGMA integrity_check") { $0.text(0) } == "ok")
    #expect(model.decisions > 100 && model.tokens.count > 10, "KEYPORT_SEED=\(seed)")
  }
}
