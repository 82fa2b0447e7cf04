import Cryptography
import DeviceModel
import TwoFactor

// The JSON forms of what devices answer, as docs/api.md has them.

extension DeviceReply {
  /// Nil where there is nothing to say.
  var json: JSONValue? {
    switch self {
    case .done: nil
    case .confirmation(let word): .object([("answer", .text(word.rawValue))])
    case .response(let code): .object([("response", .secret(code))])
    case .slots(let used, let capacity):
      .object([("used", .list(used.map { .integer($0) })), ("capacity", .integer(capacity))])
    case .slot(let slot): slot.json
    case .clock(let time, let drift):
      .object([("time", .integer(time?.components.seconds)), ("drift", .integer(drift))])
    case .facts(let facts):
      .object([
        ("facts", .list(facts.map { .object([("name", .text($0.name)), ("value", .text($0.value))]) }))
      ])
    case .pairingNumber(let number): .object([("number", .text(number))])
    case .paired(let device): device.json
    }
  }
}

extension DeviceSlot {
  var json: JSONValue {
    var type = "hotp"
    var period: Int?
    var next: UInt64?
    var words: String?
    switch kind {
    case .hotp(let counter): next = counter
    case .totp(let seconds): (type, period) = ("totp", seconds)
    case .ocra(let suite, let counter): (type, words, next) = ("ocra", suite, counter)
    }
    return .object([
      ("slot", .integer(number)), ("label", .text(label)), ("type", .text(type)), ("algorithm", .text(algorithm.name)),
      ("digits", .integer(digits)), ("period", .integer(period)), ("counter", .integer(next)),
      ("suite", .text(words)),
    ])
  }
}

extension PairedDevice {
  var json: JSONValue {
    .object([
      ("name", .text(name)), ("key", .text(key.hexadecimal)), ("paired", .integer(paired.components.seconds)),
      ("last_seen", .integer(lastSeen?.components.seconds)),
    ])
  }
}

extension PublicKey {
  /// 64 lower-case digits.
  fileprivate var hexadecimal: String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
