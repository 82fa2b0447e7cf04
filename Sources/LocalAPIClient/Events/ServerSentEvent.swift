/// One event of a stream of server-sent events (HTML standard, §9.2).
public struct ServerSentEvent: Sendable, Equatable {
  /// The event's name; `message` where the stream gives none.
  public var name: String
  /// Its data in UTF-8, lines joined by line feeds.
  public var data: [UInt8]

  /// Makes an event.
  public init(name: String, data: [UInt8]) {
    self.name = name
    self.data = data
  }
}
