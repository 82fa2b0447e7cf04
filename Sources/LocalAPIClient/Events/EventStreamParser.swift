/// Cuts bytes into server-sent events (HTML standard, §9.2.6), however the bytes are split on their way.
///
/// Names and data count; `id` and `retry` are skipped, for nothing is asked again. An event that the stream breaks off
/// in is dropped, as the standard says.
public struct EventStreamParser: Sendable {
  /// The longest event taken, its field names included: far more than any that the daemon sends.
  public static let longestEvent = 1 << 20

  private var line: [UInt8] = []
  private var name: [UInt8] = []
  private var data: [UInt8] = []
  private var hasData = false
  private var afterReturn = false
  private var size = 0
  private var atStart = true

  /// Makes a parser for one stream.
  public init() {}

  /// Takes the next bytes and returns the events that they complete, in order.
  /// - Throws: `EventStreamError.tooLong`; the stream is of no use from there on.
  public mutating func consume(_ bytes: some Sequence<UInt8>) throws(EventStreamError) -> [ServerSentEvent] {
    var events: [ServerSentEvent] = []
    for byte in bytes {
      // A line ends in CR, LF or CR LF; the LF of a pair may come with the next bytes.
      let endsPair = afterReturn && byte == UInt8(ascii: "\n")
      afterReturn = byte == UInt8(ascii: "\r")
      if endsPair { continue }
      if byte == UInt8(ascii: "\r") || byte == UInt8(ascii: "\n") {
        if let event = endLine() { events.append(event) }
      } else {
        size += 1
        if size > Self.longestEvent { throw .tooLong }
        line.append(byte)
      }
    }
    return events
  }

  private mutating func endLine() -> ServerSentEvent? {
    defer { line.removeAll(keepingCapacity: true) }
    if atStart {
      atStart = false
      if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
    }
    if line.isEmpty { return endEvent() }
    let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.endIndex
    var value = line[colon...].dropFirst()
    if value.first == UInt8(ascii: " ") { value = value.dropFirst() }
    switch String(decoding: line[..<colon], as: UTF8.self) {
    case "event": name = Array(value)
    case "data":
      if hasData { data.append(UInt8(ascii: "\n")) }
      data.append(contentsOf: value)
      hasData = true
    default: size -= line.count  // A comment, or a field of no use: an idle stream of them is no long event.
    }
    return nil
  }

  private mutating func endEvent() -> ServerSentEvent? {
    defer {
      (name, data, hasData, size) = ([], [], false, 0)
    }
    guard hasData else { return nil }
    return ServerSentEvent(name: name.isEmpty ? "message" : String(decoding: name, as: UTF8.self), data: data)
  }
}
