import Testing

/// The bytes of an answer, in the pieces they are sent in.
struct ScriptedAnswer: Sendable {
  var pieces: [[UInt8]]
  /// Whether the connection is kept open until the client closes it.
  var staysOpen = false

  /// Exactly these bytes.
  static func raw(_ text: String, staysOpen: Bool = false) -> ScriptedAnswer {
    ScriptedAnswer(pieces: [Array(text.utf8)], staysOpen: staysOpen)
  }

  /// A whole JSON answer.
  static func json(_ body: String, status: Int = 200) -> ScriptedAnswer {
    raw(
      """
      HTTP/1.1 \(status) Whatever\r
      Content-Type: application/json\r
      Content-Length: \(body.utf8.count)\r
      Connection: close\r
      \r
      \(body)
      """)
  }

  /// The daemon's way of declining.
  static func declined(_ status: Int, _ code: String, _ message: String) -> ScriptedAnswer {
    json(#"{"error": {"code": "\#(code)", "message": "\#(message)"}}"#, status: status)
  }

  /// A stream of events in chunks, one event a chunk, ended properly unless it stays open.
  static func events(_ events: [(name: String, data: String)], staysOpen: Bool = false) -> ScriptedAnswer {
    let head = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n"
    var pieces = [Array(head.utf8)]
    for (name, data) in events {
      let event = "event: \(name)\ndata: \(data)\n\n"
      pieces.append(Array("\(String(event.utf8.count, radix: 16))\r\n\(event)\r\n".utf8))
    }
    if !staysOpen { pieces.append(Array("0\r\n\r\n".utf8)) }
    return ScriptedAnswer(pieces: pieces, staysOpen: staysOpen)
  }
}

extension ScriptedAnswer: CustomTestStringConvertible {
  var testDescription: String { String(decoding: pieces.joined().prefix(200), as: UTF8.self) }
}
