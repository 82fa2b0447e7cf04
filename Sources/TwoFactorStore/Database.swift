import HostPlatform
import TwoFactor

/// An open database of Keyport's: the file checked, brought up to the present schema, and the commands run on it. It
/// belongs to one thread.
final class Database {
  let connection: Connection
  let key: SealingKey

  /// Opens `path`, creates or migrates it.
  init(path: String, key: SealingKey, options: DatabaseOptions) throws(StoreFailure) {
    self.key = key
    try DatabaseFile(path: path).prepare()
    connection = try Connection(path: path, lockLimit: options.lockLimit)
    try Schema.prepare(connection)
    if let pageLimit = options.pageLimit {
      _ = try connection.first("PRAGMA max_page_count = \(pageLimit)") { _ in }
    }
  }

  /// Whether something went wrong that a newly opened connection might not see.
  var isInDoubt: Bool { connection.isInDoubt }

  /// Moves what the log holds into the file, as far as nobody is in the way.
  func checkpoint() { connection.checkpoint() }

  /// Carries commands out in one transaction, each in its own savepoint, and returns their answers in order. If the
  /// transaction cannot be committed, that is the answer to all of them.
  func carryOut(_ commands: [StoreCommand]) -> [Result<StoreResult, StoreFailure>] {
    guard commands.contains(where: \.isWriting) else { return transaction("BEGIN", commands) }
    do {
      try connection.run("BEGIN IMMEDIATE")
    } catch {
      // What only reads may still be answered: by a full disk, by a file that is read-only.
      var answers = transaction("BEGIN", commands.filter { !$0.isWriting })[...]
      return commands.map { $0.isWriting ? .failure(error) : answers.removeFirst() }
    }
    return transaction(nil, commands)
  }

  private func transaction(
    _ beginning: String?, _ commands: [StoreCommand]
  ) -> [Result<StoreResult, StoreFailure>] {
    var results: [Result<StoreResult, StoreFailure>] = []
    do throws(StoreFailure) {
      if let beginning { try connection.run(beginning) }
      for command in commands { results.append(try isolated(command)) }
      try connection.run("COMMIT")
      return results
    } catch {
      connection.rollBack()
      return commands.map { _ in .failure(error) }
    }
  }

  /// Runs one command so that its failure undoes it alone. Throws when the transaction as a whole is lost.
  private func isolated(_ command: StoreCommand) throws(StoreFailure) -> Result<StoreResult, StoreFailure> {
    try connection.run("SAVEPOINT command")
    do throws(StoreFailure) {
      let result = try run(command)
      try connection.run("RELEASE command")
      return .success(result)
    } catch {
      // After some failures, a full disk among them, SQLite may have rolled the whole transaction back.
      guard connection.isInTransaction else { throw error }
      try connection.run("ROLLBACK TO command")
      try connection.run("RELEASE command")
      return .failure(error)
    }
  }

  private func run(_ command: StoreCommand) throws(StoreFailure) -> StoreResult {
    switch command {
    case .addAccount(let name, let time): try addAccount(name, at: time)
    case .listAccounts: try listAccounts()
    case .findAccount(let name): try findAccount(name)
    case .addToken(let account, let registration, let memory, let time):
      try addToken(to: account, registration, memory: memory, at: time)
    case .listTokens(let account): try listTokens(of: account)
    case .beginAttempt(let account, let limits, let time): try beginAttempt(on: account, limits, at: time)
    case .accept(let token, let counter, let record): try accept(token, counter, record)
    case .record(let record): try keep(record)
    case .loadMemory(let device): try loadMemory(of: device)
    case .saveMemory(let memory): try saveMemory(memory)
    case .loadHost: try loadHost()
    case .createHost(let secret, let time): try createHost(secret, at: time)
    case .addPairedDevice(let device): try add(device)
    case .removePairedDevice(let key): try remove(key)
    case .sawPairedDevice(let key, let time): try saw(key, at: time)
    }
  }
}
