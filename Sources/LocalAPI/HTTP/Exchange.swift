import CMicroHTTPD
import Cryptography

/// One request and its answer.
final class Exchange {
  private enum State {
    /// The body arrives.
    case reading
    /// The answer is being worked out.
    case working
    /// The answer is there, and goes out when libmicrohttpd asks next.
    case answered(Response)
    /// The answer is a stream of events, of which nothing has been sent yet.
    case streaming(EventStream)
    /// libmicrohttpd has the answer.
    case sent
  }

  /// The head of the request.
  let request: Request
  /// The body, whole once the route's service is called.
  let body = RequestBody()
  /// Whose request it is.
  let connection: Connection
  /// The path's parts that the route's pattern names, decoded.
  private(set) var parameters: [String: String] = [:]
  /// Called once when the client leaves, or is made to, before its answer is out.
  var onDeparture: (() -> Void)?

  private let server: HTTPServer
  private let limits: ServerLimits
  private var route: Route?
  private var refusal: HTTPProblem?
  private var state = State.reading
  private var received = 0

  /// Takes a request whose head is there, and finds its route.
  init(_ request: Request, _ connection: Connection, door: Door, server: HTTPServer) {
    self.request = request
    self.connection = connection
    self.server = server
    limits = server.limits
    do throws(HTTPProblem) {
      try door.check(request)
      let (route, parameters) = try RouteTable.find(request, role: connection.role)
      self.route = route
      self.parameters = parameters
      try route.body.check(request)
      if let length = request.contentLength, length > UInt64(limits.body) { throw .tooLarge }
    } catch {
      refusal = error
    }
  }

  /// Whether the request is refused and its body not worth reading, as it is long or the client waits with it.
  var isRefusedAtOnce: Bool {
    refusal != nil && (request.awaitsContinue || (request.contentLength ?? 0) > UInt64(limits.drained))
  }

  /// Whether the request is not whole yet.
  var isReading: Bool { if case .reading = state { true } else { false } }

  /// Takes a part of the body. False when it is so long that the connection has to end.
  func receive(_ bytes: UnsafeRawBufferPointer) -> Bool {
    received += bytes.count
    if refusal == nil && received > limits.body {
      refusal = .tooLarge
      body.clear()
    }
    if refusal == nil { body.append(bytes) }
    return received <= limits.drained
  }

  /// Answers, now or later, and hands what there is to libmicrohttpd. False ends the connection.
  func proceed(on handle: OpaquePointer) -> Bool {
    if case .reading = state {
      connection.setDeadline(nil)
      state = .working
      serve()
    }
    if case .working = state, connection.isEnding { stop() }
    if connection.hasLeft { return false }
    switch state {
    case .reading, .sent: return false
    case .working:
      connection.suspend()
      return !connection.hasLeft
    case .answered(let response):
      state = .sent
      onDeparture = nil
      connection.setDeadline(limits.writeTime)
      return response.queue(on: handle)
    case .streaming(let stream):
      state = .sent
      connection.setDeadline(limits.writeTime)
      return stream.queue(on: handle)
    }
  }

  /// Gives the answer. Only the first one counts; one that comes after the client has left is wiped.
  func answer(_ response: Response) {
    guard case .working = state else { return }
    state = .answered(response)
    connection.resume()
  }

  /// Refuses: as a page where a person looks, in JSON otherwise.
  func refuse(_ problem: HTTPProblem) {
    let isPage = !request.path.hasPrefix("/v1") && request.acceptsHTML
    answer(isPage ? ProblemPage(problem).response(status: problem.status) : .problem(problem))
  }

  /// Answers with a stream of events, to which more can be added while it lasts; nil when there is nobody to answer.
  func openStream() -> EventStream? {
    guard case .working = state else { return nil }
    let stream = EventStream(connection, limits: limits)
    state = .streaming(stream)
    connection.resume()
    return stream
  }

  /// The server is closing: whoever still waits is told so.
  func stop() {
    guard case .working = state else { return }
    depart()
    refuse(.stopping)
  }

  /// The request has ended, well or not.
  func ended() {
    state = .sent
    body.clear()
    depart()
  }

  private func depart() {
    let departed = onDeparture
    onDeparture = nil
    departed?()
  }

  private func serve() {
    defer { body.clear() }
    guard refusal == nil, let route else {
      refuse(refusal ?? .stopping)
      return
    }
    do throws(HTTPProblem) {
      try route.service(server, self)
    } catch {
      refuse(error)
    }
  }
}
