import Cryptography
import DeviceModel
import OTPAlgorithms
import TwoFactor

// The JSON forms of what calls answer, as docs/api.md has them.

extension ServiceVersion {
  var json: JSONValue {
    .object([
      ("version", .text(version)), ("api", .integer(api)), ("lab", .bool(lab)),
      ("ready_devices", .integer(readyDevices)), ("waiting_logins", .integer(waitingLogins)),
    ])
  }
}

extension DeviceReport {
  var json: JSONValue {
    .object([
      ("name", .text(name)), ("driver", .text(driver)), ("path", .text(path)), ("state", .text(state.word)),
      ("cause", .text(state.cause)), ("origin", .text(origin.rawValue)), ("seat", .text(seat)),
      ("capabilities", .list(capabilities.names.map { .text($0) })), ("session", .bool(hasSession)),
      ("vendor", Self.known(identity.vendor)), ("product", Self.known(identity.product)),
      ("serial", .text(identity.serial)),
    ])
  }

  private static func known(_ text: String) -> JSONValue { text.isEmpty ? .null : .text(text) }
}

extension AccountSummary {
  var json: JSONValue {
    .object([
      ("name", .text(name.text)), ("tokens", .integer(tokenCount)), ("digits", .list(digits.map { .integer($0) })),
      ("created", .integer(created.components.seconds)),
    ])
  }
}

extension TokenSummary {
  var json: JSONValue {
    let period: UInt64?
    let type: String
    switch parameters.movingFactor {
    case .counter: (type, period) = ("hotp", nil)
    case .time(let seconds, _): (type, period) = ("totp", seconds)
    }
    return .object([
      ("id", .integer(id)), ("label", .text(label)), ("type", .text(type)),
      ("algorithm", .text(parameters.algorithm.name)), ("digits", .integer(parameters.digits)),
      ("period", .integer(period)), ("emulated", .bool(isEmulated)),
      ("registered", .integer(registered.components.seconds)), ("last_used", .integer(lastUsed?.components.seconds)),
    ])
  }
}

extension Enrolment {
  var json: JSONValue {
    .object([
      ("account", .text(account.text)), ("token", token.json), ("uri", uri.map { .secret($0) } ?? .null),
      ("slot", .integer(slot)),
    ])
  }
}

extension StandInCode {
  var json: JSONValue { .object([("label", .text(label)), ("code", .secret(code))]) }
}

extension LoginReport {
  var json: JSONValue { .object([("login", .text(id.text)), ("account", .text(account.text))] + standing) }

  /// What the event stream tells: never the login's name, which is the right to follow it, and the account's name to
  /// operators alone.
  func eventJSON(for audience: Role) -> JSONValue {
    .object([("account", audience == .operator ? .text(account.text) : .null)] + standing)
  }

  private var standing: [(key: String, value: JSONValue)] {
    var members: [(key: String, value: JSONValue)] = [
      ("seat", .text(seat)), ("state", .text(outcome?.word ?? "waiting")),
    ]
    guard let outcome else { return members }
    var refusal: Refusal?
    var reason: String?
    switch outcome {
    case .accepted: break
    case .refused(let cause):
      refusal = cause
      reason = cause.word
    case .expired: reason = "no_code"
    case .error: reason = "in_doubt"
    }
    members += [
      ("outcome", .text(outcome.word)), ("reason", .text(reason)),
      ("message", .text(OutcomeWording.sentence(for: outcome))), ("tries_left", .integer(refusal?.triesLeft)),
      ("retry_after", .integer(refusal?.retryAfter)),
    ]
    return members
  }
}

extension Refusal {
  /// Wrong codes that may still follow before the account is locked.
  fileprivate var triesLeft: Int? {
    switch self {
    case .wrongCode(let tries), .usedCode(let tries): tries
    case .locked, .noAccount, .noToken, .noSuchToken, .emulated, .clockSteppedBack, .cancelled: nil
    }
  }

  /// Seconds until the account is no longer locked.
  fileprivate var retryAfter: Int64? {
    if case .locked(let time) = self { time.wholeSeconds } else { nil }
  }
}

extension HashAlgorithm {
  /// The name in JSON.
  var name: String {
    switch self {
    case .sha1: "SHA1"
    case .sha256: "SHA256"
    case .sha512: "SHA512"
    }
  }
}
