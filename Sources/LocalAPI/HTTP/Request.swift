import CMicroHTTPD

/// A request's head: what is asked for and the headers that matter here.
struct Request {
  /// The method as it came; HEAD stands as GET, since libmicrohttpd leaves the body out by itself.
  let method: String
  /// The path, percent-encoded as it came, without the query.
  let path: String
  /// Every Host header: a request for a TCP listener has to have exactly one.
  let hosts: [String]
  /// `Origin`: who a browser says makes the request.
  let origin: String?
  /// `Sec-Fetch-Site`: how that page relates to this server, in a browser's own word, which no script can set.
  let fetchSite: String?
  /// `Content-Type` without parameters, in lower case.
  let contentType: String?
  /// `Content-Length`; nil for a chunked body and for none.
  let contentLength: UInt64?
  /// Whether a body is announced.
  let hasBody: Bool
  /// Whether the client waits to be told to send its body.
  let awaitsContinue: Bool
  /// Whether the client takes server-sent events.
  let acceptsEvents: Bool
  /// Whether the client takes HTML: a browser does.
  let acceptsHTML: Bool
  /// Whether the client wants an answer before the work is done (`Prefer: respond-async`, RFC 7240 §4.1).
  let prefersAsync: Bool

  init(_ connection: OpaquePointer, method: String, path: String) {
    func header(_ name: String) -> String? {
      MHD_lookup_connection_value(connection, .HEADER_KIND, name).map { String(cString: $0) }
    }
    self.method = method == "HEAD" ? "GET" : method
    self.path = path
    hosts = Self.values(of: "host", in: connection)
    origin = header("Origin")
    fetchSite = header("Sec-Fetch-Site")
    contentType = header("Content-Type").flatMap { Self.items(of: $0).first }
    contentLength = header("Content-Length").flatMap { UInt64($0) }
    hasBody = header("Transfer-Encoding") != nil || (contentLength ?? 0) > 0
    awaitsContinue = header("Expect") != nil
    let accepted = Self.values(of: "accept", in: connection).flatMap { Self.items(of: $0) }
    acceptsEvents = accepted.contains("text/event-stream")
    acceptsHTML = accepted.contains("text/html")
    prefersAsync = Self.values(of: "prefer", in: connection).flatMap { Self.items(of: $0) }.contains("respond-async")
  }

  /// The items of a list in a header, each without its parameters, in lower case.
  private static func items(of header: String) -> [String] {
    header.split(separator: ",").compactMap { item in
      item.split(separator: ";", omittingEmptySubsequences: false).first.map { name in
        let name = name.drop { $0 == " " || $0 == "\t" }
        return String(name.prefix { $0 != " " && $0 != "\t" }).lowercased()
      }
    }
  }

  private static func values(of name: String, in connection: OpaquePointer) -> [String] {
    let search = HeaderSearch(name)
    MHD_get_connection_values(
      connection, .HEADER_KIND,
      { search, _, key, value in
        if let search, let key, let value {
          let search = Unmanaged<HeaderSearch>.fromOpaque(search).takeUnretainedValue()
          if String(cString: key).lowercased() == search.name { search.values.append(String(cString: value)) }
        }
        return .YES
      }, Unmanaged.passUnretained(search).toOpaque())
    return search.values
  }
}

/// What the C callback that visits headers looks for and finds.
private final class HeaderSearch {
  let name: String
  var values: [String] = []

  init(_ name: String) { self.name = name }
}
