public import Cryptography

/// What the machines ask of the store. Each is one transaction; where racing logins could meet, one statement decides.
/// Times are wall-clock times since 1970, set by the caller.
public enum StoreCommand: Sendable {
  /// Creates an account. Answers `.done`, or fails with `.exists`.
  case addAccount(AccountName, at: Duration)
  /// Answers `.accounts`.
  case listAccounts
  /// Answers `.account`, or fails with `.noAccount`.
  case findAccount(AccountName)
  /// Registers a token, and in the same transaction saves the emulated device's memory that holds its key, if any.
  /// Answers `.token`, or fails with `.noAccount`.
  case addToken(AccountName, TokenRegistration, memory: DeviceMemory?, at: Duration)
  /// Answers `.tokens`, or fails with `.noAccount`.
  case listTokens(AccountName)
  /// Spends one of the account's tries, then lends its tokens: a try is counted before its code is looked at, so that
  /// neither parallel guesses nor a crash gain one. Answers `.attempt` or `.locked`, or fails with `.noAccount`.
  case beginAttempt(AccountName, AttemptLimits, at: Duration)
  /// Accepts a code: advances the token past `counter` if that was not used yet, gives the account its tries back and
  /// keeps the decision, or changes nothing. Answers `.accepted(true)` when it did, `.accepted(false)` when the
  /// counter was used already.
  case accept(token: Int64, counter: UInt64, LoginRecord)
  /// Keeps a decision that accepted nothing. Answers `.done`.
  case record(LoginRecord)
  /// Answers `.memory`: an emulated device's memory, nil when it has none yet.
  case loadMemory(device: String)
  /// Answers `.done`.
  case saveMemory(DeviceMemory)
  /// Answers `.host`: who this host is to devices that pair, nil where it has no secret yet, and whom it is paired with.
  case loadHost
  /// Gives the host this secret unless it has one. Answers `.host` with the one that it has now.
  case createHost(SecretBytes, at: Duration)
  /// Keeps a device's key, over an earlier pairing with the same key. Answers `.done`.
  case addPairedDevice(PairedDevice)
  /// Forgets a device's key. Answers `.done`, also where there was none.
  case removePairedDevice(PublicKey)
  /// Keeps when a session with a device was made last. Answers `.done`.
  case sawPairedDevice(PublicKey, at: Duration)
}
