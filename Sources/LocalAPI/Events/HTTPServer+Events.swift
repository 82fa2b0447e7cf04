extension HTTPServer {
  /// `GET /v1/events`: first a `device` event for each device that is there, then `ready`, then what happens.
  ///
  /// The list and the changes come in one stream since a client that asked for them one after the other would miss
  /// what happens in between. It follows from the moment the list was made: both happen in one turn of the loop.
  ///
  /// A kiosk may follow, as its screen shows keys being pressed; but a loopback port does not know who asks, so that
  /// accounts are named to operators only.
  func follow(_ exchange: Exchange) {
    handler.answer(.devices) { [events] result in
      switch result {
      case .success(.devices(let devices)):
        guard let stream = exchange.openStream() else { return }
        let present = devices.flatMap { APIEvent.device($0).encoded(for: stream.audience) }
        stream.append(present + ServerSentEvent.encoded("ready", .object([])))
        events.add(stream)
        exchange.onDeparture = { events.remove(stream) }
      case .success: exchange.refuse(.nonsense)
      case .failure(let failure): exchange.refuse(HTTPProblem(failure))
      }
    }
  }
}
