/// What a client that follows a login sees of it, in order; after `.decided` or `.failed` nothing more comes.
public enum LoginProgress: Sendable {
  /// It waits for a code.
  case waiting(LoginReport)
  /// A key was pressed, never which.
  case keyPressed
  /// It is decided.
  case decided(LoginReport)
  /// It could not be started.
  case failed(APIFailure)
}
