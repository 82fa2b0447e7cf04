/// A login that is being followed. Letting go of it before it is decided cancels it.
public struct LoginStream: ~Copyable {
  private var events: EventStream

  init(_ events: consuming EventStream) {
    self.events = events
  }

  /// Waits for the next step; after `.decided` there is none to wait for.
  /// - Throws: `APIClientError.declined` where the login could not be started, such as for a busy seat, and all that
  ///   can befall a stream, its end before the decision included.
  public mutating func next() throws(APIClientError) -> LoginStep {
    while let event = try events.next() {
      switch event.name {
      case "waiting": return .waiting(try LoginEntry(try JSONObject(event)))
      case "key": return .key
      case "outcome":
        let login = try LoginEntry(try JSONObject(event))
        if login.outcome == nil { throw .nonsense("a login decided without an outcome") }
        return .decided(login)
      case "error":
        let failure = try JSONObject(event)
        let error = failure["error"]?.object ?? failure
        throw .declined(
          status: Int(error["status"]?.number ?? 0), code: try error.text("code"), message: try error.text("message"))
      default: continue  // From a later version: not for us.
      }
    }
    throw .brokenOff("before the login was decided")
  }
}
