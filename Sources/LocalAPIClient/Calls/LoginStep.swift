/// What happens to a login that is being followed.
public enum LoginStep: Sendable, Equatable {
  /// It waits for a code.
  case waiting(LoginEntry)
  /// A key was pressed, never which.
  case key
  /// It is decided. The last step.
  case decided(LoginEntry)
}
