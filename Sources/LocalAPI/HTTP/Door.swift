/// How a listener is reached, and what it makes of a request for that.
enum Door: Sendable {
  /// A Unix socket: who is behind it is known from the kernel.
  case unix
  /// A loopback port: every program of this machine may be behind it, and every page that a browser here has open.
  case loopback(port: UInt16)

  /// Refuses what another site's page has brought about in a browser of this machine.
  ///
  /// The Host header shows a name that was bent to point here (DNS rebinding). For requests that change something,
  /// `Sec-Fetch-Site` or else `Origin` shows the page they come from. Our own pages send `Origin: null`, for they carry
  /// `Referrer-Policy: no-referrer`, so that `null` counts only beside `Sec-Fetch-Site`.
  func check(_ request: Request) throws(HTTPProblem) {
    guard case .loopback(let port) = self else { return }
    guard request.hosts.count == 1, let host = request.hosts.first, Self.names(of: port).contains(host.lowercased())
    else {
      throw HTTPProblem(
        403, "wrong_host", "This server answers to localhost, 127.0.0.1 and [::1] only. Open http://localhost:\(port)/")
    }
    guard request.method != RequestMethod.get.rawValue else { return }
    let isOurs = request.origin.map { $0.lowercased() == "http://\(host.lowercased())" }
    switch request.fetchSite {
    case nil: if isOurs ?? true { return }
    case "same-origin", "none": if request.origin == "null" || isOurs ?? true { return }
    default: break
    }
    throw HTTPProblem(
      403, "cross_origin", "This request comes from another site's page. Use the page on http://localhost:\(port)/")
  }

  private static func names(of port: UInt16) -> [String] {
    let hosts = ["localhost", "127.0.0.1", "[::1]"]
    return hosts.map { "\($0):\(port)" } + (port == 80 ? hosts : [])
  }
}
