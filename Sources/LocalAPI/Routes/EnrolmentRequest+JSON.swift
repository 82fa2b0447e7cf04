import Cryptography
import OTPAlgorithms
import TwoFactor

extension EnrolmentRequest {
  /// The longest label, in characters: it has to fit on a small display and in a list.
  private static let longestLabel = 64

  /// Reads the body of `POST /v1/accounts/{name}/tokens`.
  init(_ body: RequestBody) throws(HTTPProblem) {
    let fields = try JSONFields(body)
    let key = try fields.secret("key")
    let uri = try fields.secret("uri")
    let standIn = try fields.flag("stand_in")
    let device = try fields.text("device")
    let slot = try fields.integer("slot", in: 0...Int64(Exchange.slots.upperBound))
    let label = try fields.text("label")
    let algorithm = try fields.text("algorithm")
    let digits = try fields.integer(
      "digits", in: Int64(OTPParameters.digitRange.lowerBound)...Int64(OTPParameters.digitRange.upperBound))
    let period = try fields.integer("period", in: 1...Int64.max)
    let counter = try fields.integer("counter", in: 0...Int64.max)
    try fields.finish()

    guard (key == nil ? 0 : 1) + (uri == nil ? 0 : 1) + (standIn ? 1 : 0) + (device == nil ? 0 : 1) <= 1 else {
      throw .badRequest("contradiction", "Only one of the members 'key', 'uri', 'stand_in' and 'device' may be given.")
    }
    guard slot == nil || device != nil else {
      throw .badRequest("contradiction", "A 'slot' goes with a 'device' alone.")
    }
    if let label { try Self.check(label) }
    if let uri {
      guard algorithm == nil && digits == nil && period == nil && counter == nil else {
        throw .badRequest("contradiction", "Beside 'uri' only 'label' may be given: the URI says the rest.")
      }
      self = try Self.reading(uri, label: label)
      return
    }
    guard period == nil || counter == nil else {
      throw .badRequest("contradiction", "A token has a 'period' or a 'counter', not both.")
    }
    let factor: MovingFactor = counter == nil ? .time(period: UInt64(period ?? 30), epoch: 0) : .counter
    let parameters: OTPParameters
    do {
      parameters = try OTPParameters(
        algorithm: try algorithm.map(Self.algorithm(named:)) ?? .sha1, digits: Int(digits ?? 6), movingFactor: factor)
    } catch let problem as HTTPProblem {
      throw problem
    } catch {
      throw .badRequest("out_of_range", "No token is made this way: \(error).")
    }
    let source: Source =
      try key.map { (key) throws(HTTPProblem) in .key(try Self.decoded(key)) }
      ?? device.map { .device($0, slot: slot.map(Int.init)) } ?? (standIn ? .standIn : .generated)
    self.init(source: source, label: label ?? "", parameters: parameters, counter: UInt64(counter ?? 0))
  }

  private static func reading(_ text: SecretBytes, label: String?) throws(HTTPProblem) -> EnrolmentRequest {
    let uri: OTPAuthURI
    do {
      uri = try text.withBytes { (bytes) throws(OTPAuthError) in try OTPAuthURI(parsing: bytes) }
    } catch {
      throw .badRequest("bad_uri", "The member 'uri' is no otpauth:// URI that is taken here: \(error).")
    }
    try check(uri.secret)
    let issuer = String((uri.issuer ?? "").prefix(longestLabel))
    return EnrolmentRequest(
      source: .key(uri.secret), label: label ?? issuer, parameters: uri.parameters, counter: uri.counter)
  }

  /// A key as text.
  static func decoded(_ text: SecretBytes) throws(HTTPProblem) -> SecretBytes {
    let key: SecretBytes
    do {
      key = try text.withBytes { (bytes) throws(KeyTextError) in try KeyText.decode(bytes) }
    } catch {
      throw .badRequest("bad_key", "The member 'key' cannot be read: \(error).")
    }
    try check(key)
    return key
  }

  private static func check(_ key: SecretBytes) throws(HTTPProblem) {
    let range = TokenRegistration.shortestKey...TokenRegistration.longestKey
    guard range.contains(key.count) else {
      throw .badRequest(
        "bad_key", "The key has \(key.count) bytes; keys of \(range.lowerBound) to \(range.upperBound) are taken.")
    }
  }

  /// Takes a label, or says what is wrong with it.
  static func check(_ label: String) throws(HTTPProblem) {
    guard label.count <= longestLabel, label.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else {
      throw .badRequest(
        "bad_label", "The label has up to \(longestLabel) characters, none of them a control character.")
    }
  }

  private static func algorithm(named name: String) throws(HTTPProblem) -> HashAlgorithm {
    switch name.uppercased() {
    case "SHA1": return .sha1
    case "SHA256": return .sha256
    case "SHA512": return .sha512
    default: throw .badRequest("bad_algorithm", "The algorithm is one of SHA1, SHA256 and SHA512.")
    }
  }
}
