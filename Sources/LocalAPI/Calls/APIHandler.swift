/// What the server calls, on the event loop's thread, for requests that passed its checks.
public struct APIHandler {
  /// Carries out a call. The reply may come at once or later, on the same thread, exactly once.
  public var answer: (APICall, @escaping (Result<APIReply, APIFailure>) -> Void) -> Void
  /// Starts a login and reports its progress until it is decided; the first report may come before this returns.
  public var startLogin: (LoginRequest, @escaping (LoginProgress) -> Void) -> LoginID
  /// The client that followed the login has left: it is cancelled if it still waits.
  public var abandonLogin: (LoginID) -> Void

  /// Makes a handler.
  public init(
    answer: @escaping (APICall, @escaping (Result<APIReply, APIFailure>) -> Void) -> Void,
    startLogin: @escaping (LoginRequest, @escaping (LoginProgress) -> Void) -> LoginID,
    abandonLogin: @escaping (LoginID) -> Void
  ) {
    self.answer = answer
    self.startLogin = startLogin
    self.abandonLogin = abandonLogin
  }
}
