public import Cryptography
public import TwoFactor

/// A request that has found its route, passed its role and been read whole: what the daemon is asked to do.
public enum APICall: Sendable {
  /// `GET /v1/version`
  case version
  /// `GET /v1/devices`
  case devices
  /// `GET /v1/accounts`
  case accounts
  /// `POST /v1/accounts`
  case addAccount(AccountName)
  /// `GET /v1/accounts/{name}/tokens`
  case tokens(AccountName)
  /// `POST /v1/accounts/{name}/tokens`
  case enrol(AccountName, EnrolmentRequest)
  /// Everything under `/v1/devices/{device}/`.
  case device(String, DeviceCall)
  /// `GET /v1/pairings`
  case pairings
  /// `GET /v1/logins/{id}`
  case login(LoginID)
  /// `POST /v1/logins/{id}/code`: the code decides a login that waits.
  case submitCode(LoginID, SecretBytes)
  /// `DELETE /v1/logins/{id}`
  case cancelLogin(LoginID)
  /// `POST /v1/stand-in/code`: presses the stand-in token's button for a slot, by label or number; its only one if nil.
  case standInCode(slot: String?)
}
