/// What a login wants done.
public enum LoginEffect: Sendable {
  /// Carry this out and bring the answer back as `LoginEvent.stored`. At most one is under way at a time, except that
  /// a `.record` wants no answer.
  case store(StoreCommand)
  /// The login waits for a code now.
  case waiting
  /// A key was pressed; tell others so, and no more.
  case keyPressed
  /// It is over. The last effect of all.
  case decided(LoginOutcome)
}
