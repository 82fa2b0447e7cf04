import Cryptography
import TwoFactor

/// What routes read of a request's path and body.
extension Exchange {
  /// The account named in the path.
  func accountInPath() throws(HTTPProblem) -> AccountName {
    try Self.account(parameters["name"] ?? "")
  }

  /// The login named in the path. What is no name of a login is one that is not known.
  func loginInPath() throws(HTTPProblem) -> LoginID {
    guard let id = parameters["id"].flatMap({ LoginID($0) }) else {
      throw HTTPProblem(404, "no_login", "There is no login of that name. Start a new one.")
    }
    return id
  }

  /// The body of `POST /v1/accounts`.
  func accountToAdd() throws(HTTPProblem) -> AccountName {
    let fields = try JSONFields(body)
    let name = try fields.text("name")
    try fields.finish()
    guard let name else { throw Self.missing("name") }
    return try Self.account(name)
  }

  /// The body of `POST /v1/logins/{id}/code`.
  func code() throws(HTTPProblem) -> SecretBytes {
    let fields = try JSONFields(body)
    let code = try fields.secret("code")
    try fields.finish()
    guard let code else { throw Self.missing("code") }
    return try LoginRequest.checked(code)
  }

  /// The body of `POST /v1/stand-in/code`.
  func slot() throws(HTTPProblem) -> String? {
    let fields = try JSONFields(body)
    let slot = try fields.text("token")
    try fields.finish()
    return slot
  }

  /// Takes an account's name.
  static func account(_ name: String) throws(HTTPProblem) -> AccountName {
    guard let name = AccountName(name) else {
      throw .badRequest(
        "bad_account",
        "An account's name has 1 to 64 of the characters a-z A-Z 0-9 . _ - @ + and starts with a letter or digit.")
    }
    return name
  }

  static func missing(_ member: String) -> HTTPProblem {
    .badRequest("missing_member", "The member '\(member)' is missing.")
  }
}
