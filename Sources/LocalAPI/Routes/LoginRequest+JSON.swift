import Cryptography
import TwoFactor

extension LoginRequest {
  /// The seat of a request that names none.
  static let defaultSeat = "seat0"

  /// Reads the body of `POST /v1/logins`.
  init(_ body: RequestBody) throws(HTTPProblem) {
    let fields = try JSONFields(body)
    let account = try fields.text("account")
    let seat = try fields.text("seat")
    let code = try fields.secret("code")
    let timeout = try fields.integer("timeout", in: 1...600)
    try fields.finish()
    guard let account else { throw Exchange.missing("account") }
    self.init(
      account: try Exchange.account(account), seat: try Self.checked(seat: seat ?? Self.defaultSeat),
      code: try code.map(Self.checked), timeout: timeout.map { .seconds($0) })
  }

  /// Takes a seat's name: 1 to 64 bytes without control characters.
  static func checked(seat: String) throws(HTTPProblem) -> String {
    guard (1...64).contains(seat.utf8.count),
      seat.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control })
    else { throw .badRequest("bad_seat", "A seat's name has 1 to 64 characters; most machines have just seat0.") }
    return seat
  }

  /// Takes a code of digits, which are not looked at here any further.
  static func checked(_ code: SecretBytes) throws(HTTPProblem) -> SecretBytes {
    let isCode = code.withBytes { bytes in
      (1...16).contains(bytes.count) && bytes.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    guard isCode else { throw .badRequest("bad_code", "A code has digits only, 6 to 10 of them.") }
    return code
  }
}
