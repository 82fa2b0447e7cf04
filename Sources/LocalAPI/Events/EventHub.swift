/// Everyone who follows `GET /v1/events`.
final class EventHub {
  private var streams: [ObjectIdentifier: EventStream] = [:]

  /// How many follow.
  var count: Int { streams.count }

  /// The most bytes that wait for a follower.
  var mostWaiting: Int { streams.values.map(\.waiting).max() ?? 0 }

  /// Adds a follower.
  func add(_ stream: EventStream) { streams[ObjectIdentifier(stream)] = stream }

  /// Forgets a follower.
  func remove(_ stream: EventStream) { streams[ObjectIdentifier(stream)] = nil }

  /// Sends an event to all, encoded once for each audience that there is.
  func publish(_ event: APIEvent) {
    var encoded: [Role: [UInt8]] = [:]
    for stream in streams.values {
      let bytes = encoded[stream.audience] ?? event.encoded(for: stream.audience)
      encoded[stream.audience] = bytes
      stream.append(bytes)
    }
  }
}
