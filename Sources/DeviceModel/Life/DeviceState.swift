/// Where a device stands, in words an operator can act on.
public enum DeviceState: Sendable, Hashable {
  /// Plugged in; no driver speaks for it, so nothing is opened or written.
  case present
  /// Open, and its driver is finding out who it is.
  case identifying
  /// Nobody waits at its seat; its keys and codes reach the next login there.
  case ready
  /// The login that waits at its seat has it, until it is decided or its client goes.
  case claimed
  /// Another program holds it, named where the kernel tells.
  case busy(holder: String)
  /// The daemon may not open it; the text says what is missing.
  case forbidden(String)
  /// It answered wrongly, or not at all; the text says what happened.
  case failed(String)
  /// Unplugged.
  case gone

  /// Whether its keys and codes count: it is ready, and a login may have it.
  public var isUsable: Bool { self == .ready || self == .claimed }

  /// The state's word: `present`, `identifying`, `ready`, `claimed`, `busy`, `forbidden`, `failed` or `gone`.
  public var word: String {
    switch self {
    case .present: "present"
    case .identifying: "identifying"
    case .ready: "ready"
    case .claimed: "claimed"
    case .busy: "busy"
    case .forbidden: "forbidden"
    case .failed: "failed"
    case .gone: "gone"
    }
  }

  /// What an operator needs to know beyond the word, if anything.
  public var cause: String? {
    switch self {
    case .present, .identifying, .ready, .claimed, .gone: nil
    case .busy(let holder): "held by \(holder); once it is given back, or that program ended, it is taken by itself"
    case .forbidden(let cause), .failed(let cause): cause
    }
  }
}
