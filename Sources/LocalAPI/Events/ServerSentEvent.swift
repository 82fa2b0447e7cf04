/// An event as it goes over the line (HTML standard §9.2): a name, and one line of JSON.
enum ServerSentEvent {
  /// The event's bytes. JSON escapes line ends, so that the data is one line.
  static func encoded(_ name: String, _ data: JSONValue) -> [UInt8] {
    Array("event: \(name)\ndata: ".utf8) + data.encoded(endingWith: "\n\n").copy
  }
}
