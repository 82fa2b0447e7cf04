import HostPlatform
import LocalAPI
import TwoFactor

/// A login under way: its machine, its deadline and the client that follows it.
final class PendingLogin {
  let id: LoginID
  let account: AccountName
  /// The seat it waits at; nil for a code typed in the client.
  let seat: String?
  /// Whether its client stays to hear the decision.
  let isFollowed: Bool
  var session: LoginSession<NettleKeyedHash>
  let report: (LoginProgress) -> Void
  var timer: Timer?

  init(
    id: LoginID, account: AccountName, seat: String?, isFollowed: Bool, session: LoginSession<NettleKeyedHash>,
    report: @escaping (LoginProgress) -> Void
  ) {
    self.id = id
    self.account = account
    self.seat = seat
    self.isFollowed = isFollowed
    self.session = session
    self.report = report
  }

  /// What clients see of it.
  func status(_ outcome: LoginOutcome? = nil) -> LoginReport {
    LoginReport(id: id, account: account, seat: seat, outcome: outcome)
  }

  /// What the log keeps of a decision.
  func fields(_ outcome: LoginOutcome) -> KeyValuePairs<String, String> {
    let reason =
      switch outcome {
      case .accepted, .expired: "-"
      case .refused(let refusal): refusal.word
      case .error(let cause): cause
      }
    return ["account": account.text, "seat": seat ?? "-", "outcome": outcome.word, "reason": reason]
  }
}
