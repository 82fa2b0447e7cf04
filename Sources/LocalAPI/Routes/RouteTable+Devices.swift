import DeviceModel

extension RouteTable {
  /// What an operator asks of one device.
  static let devices: [Route] = [
    device(.post, "confirm") { (exchange) throws(HTTPProblem) in try exchange.confirmation() },
    device(.post, "challenge") { (exchange) throws(HTTPProblem) in .request(try exchange.challenge()) },
    device(.post, "show") { (exchange) throws(HTTPProblem) in .show(try exchange.textToShow()) },
    device(.post, "feedback") { (exchange) throws(HTTPProblem) in .feedback(try exchange.feedback()) },

    device(.get, "slots") { _ in .request(.listSlots) },
    device(.get, "slots/{slot}") { (exchange) throws(HTTPProblem) in .request(.readSlot(try exchange.slotInPath())) },
    device(.put, "slots/{slot}") { (exchange) throws(HTTPProblem) in .request(try exchange.slotToWrite()) },
    device(.delete, "slots/{slot}") { (exchange) throws(HTTPProblem) in
      .request(.eraseSlot(try exchange.slotInPath()))
    },

    device(.get, "clock") { _ in .request(.readClock) },
    device(.put, "clock") { (exchange) throws(HTTPProblem) in .setClock(try exchange.time()) },
    device(.get, "status") { _ in .request(.status) },
    device(.get, "firmware") { _ in .request(.firmware) },
    device(.post, "self-test") { (exchange) throws(HTTPProblem) in .request(try exchange.plain(.selfTest)) },
    device(.put, "pin") { (exchange) throws(HTTPProblem) in .request(.setPIN(try exchange.pin())) },
    device(.post, "restart") { (exchange) throws(HTTPProblem) in .request(try exchange.plain(.restart)) },
    device(.post, "erase-all") { (exchange) throws(HTTPProblem) in try exchange.plain(.eraseAll) },

    device(.post, "pairing") { (exchange) throws(HTTPProblem) in try exchange.plain(.pair) },
    device(.post, "pairing/verdict") { (exchange) throws(HTTPProblem) in .pairVerdict(try exchange.verdict()) },
    device(.post, "unpair") { (exchange) throws(HTTPProblem) in .unpair(onlyHere: try exchange.onlyHere()) },
  ]

  private static func device(
    _ method: RequestMethod, _ act: String, _ call: @escaping @Sendable (Exchange) throws(HTTPProblem) -> DeviceCall
  ) -> Route {
    .call(
      method, PathPattern("/v1/devices/{device}/\(act)"), .operator,
      body: method == .post || method == .put ? .json : .none
    ) { (exchange) throws(HTTPProblem) in .device(exchange.parameters["device"] ?? "", try call(exchange)) }
  }
}
