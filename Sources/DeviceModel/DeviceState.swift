/// Where a device stands, in words an operator can act on.
public enum DeviceState: Sendable, Hashable {
  /// Plugged in; no driver speaks for it, so nothing is opened or written.
  case present
  /// Open, and its driver is finding out who it is.
  case identifying
  /// Its keys and codes reach the login that waits at its seat.
  case ready
  /// Another program holds it, named where the kernel tells.
  case busy(holder: String)
  /// The daemon may not open it; the text says what is missing.
  case forbidden(String)
  /// It answered wrongly, or not at all; the text says what happened.
  case failed(String)
  /// Unplugged.
  case gone

  /// The state's word: `present`, `identifying`, `ready`, `busy`, `forbidden`, `failed` or `gone`.
  public var word: String {
    switch self {
    case .present: "present"
    case .identifying: "identifying"
    case .ready: "ready"
    case .busy: "busy"
    case .forbidden: "forbidden"
    case .failed: "failed"
    case .gone: "gone"
    }
  }

  /// What an operator needs to know beyond the word, if anything.
  public var cause: String? {
    switch self {
    case .present, .identifying, .ready, .gone: nil
    case .busy(let holder): "held by \(holder)"
    case .forbidden(let cause), .failed(let cause): cause
    }
  }
}
