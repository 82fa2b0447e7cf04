import Testing

@testable import LocalAPIClient

@Suite("Server-sent events")
struct EventStreamParserTests {
  static let stream: [UInt8] = Array(
    ("\u{FEFF}: welcome\r\n\r\nevent: key\ndata: {}\n\nevent:login\r\ndata: {\"a\":\r\ndata:  1}\r\n\r\n"
      + "data\r\rid: 7\nretry: 10\nfuture: x\ndata:ü\n\nevent: nothing\n\ndata: \n\nevent: cut\ndata: off").utf8)
  static let events = [
    ServerSentEvent(name: "key", data: Array("{}".utf8)),
    ServerSentEvent(name: "login", data: Array("{\"a\":\n 1}".utf8)),
    ServerSentEvent(name: "message", data: []),
    ServerSentEvent(name: "message", data: Array("ü".utf8)),
    ServerSentEvent(name: "message", data: []),
  ]

  @Test("fields, comments, all line ends and a byte-order mark are understood, an event broken off is dropped")
  func whole() throws {
    var parser = EventStreamParser()
    #expect(try parser.consume(Self.stream) == Self.events)
  }

  @Test("the same events come out wherever the bytes are cut in two", arguments: 0...stream.count)
  func split(at place: Int) throws {
    var parser = EventStreamParser()
    let first = try parser.consume(Self.stream[..<place])
    #expect(try first + parser.consume(Self.stream[place...]) == Self.events)
  }

  @Test("the same events come out byte by byte")
  func byteByByte() throws {
    var parser = EventStreamParser()
    var events: [ServerSentEvent] = []
    for byte in Self.stream { events += try parser.consume([byte]) }
    #expect(events == Self.events)
  }

  @Test("a line feed that ends a pair completes the event before it comes")
  func eventAtReturn() throws {
    var parser = EventStreamParser()
    #expect(try parser.consume(Array("data: x\r\n\r".utf8)) == [ServerSentEvent(name: "message", data: [0x78])])
    #expect(try parser.consume(Array("\n".utf8)) == [])
  }

  @Test("an event without end is refused at the limit, in one line or in many", arguments: [false, true])
  func tooLong(inLines: Bool) {
    var parser = EventStreamParser()
    let line = Array("data: \(String(repeating: "x", count: 1000))\(inLines ? "\n" : "")".utf8)
    #expect(throws: EventStreamError.tooLong) {
      for _ in 0..<EventStreamParser.longestEvent / 1000 + 1 { _ = try parser.consume(line) }
    }
  }

  @Test("any number of comments is no event and no limit")
  func comments() throws {
    var parser = EventStreamParser()
    let comment = Array(": \(String(repeating: "x", count: 1000))\n".utf8)
    for _ in 0..<1100 { #expect(try parser.consume(comment) == []) }
    #expect(try parser.consume(Array("data: y\n\n".utf8)).count == 1)
  }
}
