import LocalAPI
import TwoFactor

extension APIFailure {
  /// What a client is told of the store's failure.
  init(_ failure: StoreFailure, subject: AccountName?) {
    let name = subject?.text ?? "it"
    switch failure {
    case .noAccount:
      self.init(
        .notFound, "no_account", "There is no account named \(name). Create it with: keyport account add \(name)")
    case .exists:
      self.init(.conflict, "account_exists", "There is an account named \(name) already.")
    case .full, .readOnly, .corrupt, .unavailable:
      self.init(
        .unavailable, "store_failed", "Nothing was changed: \(failure.description). The daemon's log says more.")
    }
  }

  /// A login of that name is not known, or is decided already.
  static let noLogin = APIFailure(
    .notFound, "no_login", "There is no login of that name that waits. It may be decided already; start a new one.")

  /// The store answered something else than was asked.
  static let nonsense = APIFailure(.unavailable, "store_failed", "The store answered something else than was asked.")

  /// The stand-in is unplugged.
  static let standInAway = APIFailure(
    .conflict, "stand_in_away",
    "The stand-in token is not plugged in: a real device serves its seat, or the configuration says stand-in: false. "
      + "Unplug the device to have the stand-in back.")

  /// The stand-in holds no such key, or more than one and none was named.
  static func noSlot(_ wanted: String?, labels: [String]) -> APIFailure {
    if labels.isEmpty {
      return APIFailure(
        .notFound, "no_slot", "The stand-in token holds no key yet. Give it one with: keyport enrol NAME --stand-in")
    }
    let list = labels.joined(separator: ", ")
    guard let wanted else {
      return APIFailure(.badRequest, "slot_wanted", "The stand-in token holds several keys; name one of: \(list)")
    }
    return APIFailure(.notFound, "no_slot", "The stand-in token holds no key '\(wanted)'; it holds: \(list)")
  }
}

extension StoreFailure {
  /// Whether a client's own request brings it about, and nobody has to look at the store.
  var isExpected: Bool { self == .noAccount || self == .exists }
}
