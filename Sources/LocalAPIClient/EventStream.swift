internal import Cryptography

/// A stream of events that is being followed. Letting go of it closes the connection; a login that was waiting on it
/// is cancelled by that.
public struct EventStream: ~Copyable {
  private let exchange: HTTPExchange
  private let stops: [CInt]
  private var parser = EventStreamParser()
  private var events: ArraySlice<ServerSentEvent> = []

  init(_ exchange: HTTPExchange, stops: [CInt]) {
    self.exchange = exchange
    self.stops = stops
  }

  /// Waits for the next event; nil when the daemon has ended the stream.
  /// - Throws: what the daemon said where it answered with an error instead of a stream, and all that can befall a call.
  public mutating func next() throws(APIClientError) -> ServerSentEvent? {
    while events.isEmpty {
      guard let bytes = try exchange.receive(stoppedBy: stops) else {
        // An answer without a body may still be an error.
        try checkAnswer(SecretBytes(copying: []))
        return nil
      }
      try checkAnswer(bytes)
      do {
        events = try bytes.withBytes { (bytes) throws(EventStreamError) in try parser.consume(bytes) }[...]
      } catch {
        throw .nonsense("an event of more than \(EventStreamParser.longestEvent >> 20) MiB")
      }
    }
    return events.removeFirst()
  }

  private func checkAnswer(_ bytes: SecretBytes) throws(APIClientError) {
    if exchange.status != 200 {
      let rest = try exchange.receiveAll(stoppedBy: stops)
      let whole = ReceivedBytes()
      _ = bytes.withBytes { whole.append($0) } && rest.withBytes { whole.append($0) }
      try APIClient.checkStatus(exchange, whole.take())
    }
    guard exchange.contentType == "text/event-stream" else {
      throw .nonsense("not a stream of events, but '\(exchange.contentType)'")
    }
  }
}
