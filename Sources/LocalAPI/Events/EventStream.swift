import CMicroHTTPD

/// Server-sent events on their way to one client (HTML standard §9.2), with a bounded queue: a client that stops
/// reading is dropped. There are no comments to keep the line warm: they would wake the machine for nothing, and a
/// Unix or loopback socket tells when its other end is gone.
final class EventStream {
  /// Who follows, which decides what may be told.
  let audience: Role

  private let connection: Connection
  private let limits: ServerLimits
  private var queue: [UInt8] = []
  private var head = 0
  private var isFinished = false
  private var isBroken = false
  /// The turn in which the queue began to fill: the client has had no chance to read from it before the next.
  private var filledInTurn: UInt64 = 0

  init(_ connection: Connection, limits: ServerLimits) {
    audience = connection.role
    self.connection = connection
    self.limits = limits
  }

  /// The bytes that wait.
  var waiting: Int { queue.count - head }

  /// Adds encoded events, or drops the client when too much waits for it already.
  func append(_ bytes: [UInt8]) {
    guard !isFinished && !isBroken else { return }
    if waiting == 0 { filledInTurn = connection.turns }
    if waiting + bytes.count > (connection.turns == filledInTurn ? limits.eventBurst : limits.eventQueue) {
      drop()
      return
    }
    if waiting == 0 { connection.setDeadline(limits.writeTime) }
    queue += bytes
    connection.resume()
  }

  /// Ends the stream when what waits has been sent.
  func finish() {
    isFinished = true
    connection.resume()
  }

  private func drop() {
    isBroken = true
    queue = []
    head = 0
    connection.abort(discarding: true)
  }

  /// Hands the stream to libmicrohttpd as an answer without an end. False on failure.
  func queue(on handle: OpaquePointer) -> Bool {
    let owner = Unmanaged.passRetained(self)
    let response = MHD_create_response_from_callback(
      .max, 4096,
      { stream, _, buffer, room in
        guard let stream, let buffer else { return EventStream.broken }
        let bytes = UnsafeMutableRawBufferPointer(start: buffer, count: room)
        return Unmanaged<EventStream>.fromOpaque(stream).takeUnretainedValue().read(into: bytes)
      }, owner.toOpaque(),
      { stream in
        if let stream { Unmanaged<EventStream>.fromOpaque(stream).release() }
      })
    guard let response else {
      owner.release()
      return false
    }
    defer { MHD_destroy_response(response) }
    for (name, value) in Response.commonHeaders { MHD_add_response_header(response, name, value) }
    MHD_add_response_header(response, "Content-Type", "text/event-stream")
    return MHD_queue_response(handle, 200, response) == .YES
  }

  /// `MHD_CONTENT_READER_END_OF_STREAM` and `MHD_CONTENT_READER_END_WITH_ERROR`, whose casts Swift does not import.
  private static let end = -1
  private static let broken = -2

  private func read(into buffer: UnsafeMutableRawBufferPointer) -> Int {
    if isBroken || connection.hasLeft { return Self.broken }
    if waiting == 0 {
      if isFinished || connection.isEnding { return Self.end }
      connection.suspend()
      return connection.hasLeft ? Self.broken : 0
    }
    // Something was read since the last time: the time starts anew.
    connection.setDeadline(limits.writeTime)
    let count = min(waiting, buffer.count)
    queue.withUnsafeBytes { queue in
      buffer.copyMemory(from: UnsafeRawBufferPointer(rebasing: queue[head..<head + count]))
    }
    head += count
    if waiting == 0 {
      // A burst's memory is not kept.
      queue.removeAll(keepingCapacity: queue.count <= 4096)
      head = 0
    }
    return count
  }
}
