import TwoFactor

extension StoreCommand {
  /// Whether the command changes the database, and so needs its write lock.
  var isWriting: Bool {
    switch self {
    case .addAccount, .addToken, .beginAttempt, .accept, .record, .saveMemory, .createHost, .addPairedDevice,
      .removePairedDevice, .sawPairedDevice:
      true
    case .listAccounts, .findAccount, .listTokens, .loadMemory, .loadHost: false
    }
  }
}
