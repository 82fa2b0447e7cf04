import Configuration
import TwoFactor

extension LoginPolicy {
  /// The policy that the operator configured.
  init(_ configuration: Configuration) {
    self.init(
      timeout: .seconds(configuration.login.timeout),
      window: UInt64(configuration.login.window),
      lookAhead: UInt64(configuration.login.lookAhead),
      limits: AttemptLimits(tries: configuration.login.tries, lockout: .seconds(configuration.login.lockout)),
      admitsEmulated: configuration.lab)
  }
}
