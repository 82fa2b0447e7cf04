import Cryptography
import OTPAlgorithms
import TwoFactor

extension TokenRegistration {
  /// The `otpauth://` URI that carries this token to an authenticator.
  func uri(for account: AccountName) -> SecretBytes {
    OTPAuthURI(issuer: "Keyport", accountName: account.text, secret: secret, parameters: parameters, counter: counter)
      .text()
  }
}
