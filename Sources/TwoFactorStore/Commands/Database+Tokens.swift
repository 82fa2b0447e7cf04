import Cryptography
import HostPlatform
import OTPAlgorithms
import TwoFactor

extension Database {
  func addToken(
    to account: AccountName, _ registration: TokenRegistration, memory: DeviceMemory?, at time: Duration
  ) throws(StoreFailure) -> StoreResult {
    let account = try number(of: account)
    let parameters = registration.parameters
    var period: Int64?
    var epoch: Int64?
    var counter: Int64 = 0
    switch parameters.movingFactor {
    case .counter: counter = try Self.stored(registration.counter, "the counter")
    case .time(let seconds, let start):
      period = try Self.stored(seconds, "the period")
      epoch = try Self.stored(start, "the epoch")
    }
    let identity = Self.newIdentity()
    let sealed = key.seal(registration.secret, for: Self.owner(account: account, identity: identity))
    let id = try connection.first(
      """
      INSERT INTO token
        (account, identity, label, algorithm, digits, period, epoch, next_counter, emulated, secret, registered)
      VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
      """,
      .integer(account), .text(identity), .text(registration.label),
      .integer(Int64(parameters.algorithm.rawValue)), .integer(Int64(parameters.digits)), .optional(period),
      .optional(epoch), .integer(counter), .integer(registration.isEmulated ? 1 : 0), .blob(sealed), .time(time)
    ) { $0.integer(0) }
    guard let id else { throw .unavailable("the new token has no number") }
    if let memory { _ = try saveMemory(memory) }
    return .token(
      TokenSummary(
        id: id, label: registration.label, parameters: parameters, isEmulated: registration.isEmulated,
        registered: time, lastUsed: nil))
  }

  func listTokens(of account: AccountName) throws(StoreFailure) -> StoreResult {
    let account = try number(of: account)
    let tokens = try connection.rows(
      """
      SELECT id, algorithm, digits, period, epoch, label, emulated, registered, last_used
      FROM token WHERE account = ? ORDER BY id
      """, .integer(account)
    ) { row throws(StoreFailure) in
      TokenSummary(
        id: row.integer(0), label: row.text(5), parameters: try Self.parameters(row), isEmulated: row.integer(6) != 0,
        registered: row.time(7), lastUsed: row.optionalTime(8))
    }
    return .tokens(tokens)
  }

  /// An account's tokens with their secrets opened, oldest first.
  func openTokens(of account: Int64) throws(StoreFailure) -> [Token] {
    try connection.rows(
      """
      SELECT id, algorithm, digits, period, epoch, label, emulated, identity, secret, next_counter, last_used
      FROM token WHERE account = ? ORDER BY id
      """, .integer(account)
    ) { row throws(StoreFailure) in
      let owner = Self.owner(account: account, identity: row.text(7))
      guard let secret = self.key.open(row.blob(8), for: owner) else {
        throw .corrupt("the secret of token \(row.integer(0)) does not open with this key")
      }
      guard let nextCounter = UInt64(exactly: row.integer(9)) else {
        throw .corrupt("the counter of token \(row.integer(0)) is negative")
      }
      return Token(
        id: row.integer(0), label: row.text(5), parameters: try Self.parameters(row), secret: secret,
        nextCounter: nextCounter, lastUsed: row.optionalTime(10), isEmulated: row.integer(6) != 0)
    }
  }

  /// Reads columns 0 to 4: number, algorithm, digits, period and epoch.
  private static func parameters(_ row: Row) throws(StoreFailure) -> OTPParameters {
    let factor: MovingFactor?
    if let period = row.optionalInteger(3) {
      if let period = UInt64(exactly: period), let epoch = UInt64(exactly: row.integer(4)) {
        factor = .time(period: period, epoch: epoch)
      } else {
        factor = nil
      }
    } else {
      factor = .counter
    }
    let algorithm = UInt8(exactly: row.integer(1)).flatMap(HashAlgorithm.init(rawValue:))
    guard let algorithm, let factor,
      let parameters = try? OTPParameters(algorithm: algorithm, digits: Int(row.integer(2)), movingFactor: factor)
    else { throw .corrupt("token \(row.integer(0)) has parameters that no token can have") }
    return parameters
  }

  /// SQLite's integers have 63 bits besides the sign, and one more step has to fit.
  static func stored(_ number: UInt64, _ what: String) throws(StoreFailure) -> Int64 {
    guard let stored = Int64(exactly: number), stored < Int64.max else {
      throw .unavailable("\(what) \(number) is larger than it can keep, which ends at \(Int64.max - 1)")
    }
    return stored
  }

  /// Who a sealed secret belongs to. The random part keeps it from opening in a row that was copied or renumbered.
  private static func owner(account: Int64, identity: String) -> String { "token:\(account):\(identity)" }

  private static func newIdentity() -> String {
    var random = KernelRandom()
    let identity = Hexadecimal.encode(random.secret(count: 16))
    return identity.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
