import Foundation
import Rig

/// How long a key press takes to reach a client, and a whole code its outcome.
enum LatencyBench {
  private static let count = 1000
  private static let key = "3132333435363738393031323334353637383930"

  static func run() throws -> [Figure] {
    let (ours, peer, outcome) = try measure()
    let ratio = peer.map { ours.median / $0.median }
    return [
      Figure(
        name: "byte on the pty to event on the socket, median of \(count)", unit: "µs", ours: ours.median,
        peerName: "gpsd", peer: peer?.median, target: "≤ peer", met: ratio.map { $0 <= 1 },
        note: "gpsd: last byte of an AIS sentence to its JSON"),
      Figure(
        name: "byte on the pty to event on the socket, p99", unit: "µs", ours: ours.p99, peerName: "gpsd",
        peer: peer?.p99, target: nil, met: nil, note: nil),
      Figure(
        name: "last key of a code to outcome, median of \(outcome.values.count)", unit: "µs", ours: outcome.median,
        peerName: nil, peer: nil, target: nil, met: nil, note: "durable: two commits with synchronous=FULL"),
      Figure(
        name: "last key of a code to outcome, p99", unit: "µs", ours: outcome.p99, peerName: nil, peer: nil,
        target: nil,
        met: nil, note: nil),
    ]
  }

  /// Ours and the peer's alternate, so that both see the same machine.
  private static func measure() throws -> (Sample, Sample?, Sample) {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("keypad"))
    let daemon = try Daemon(["--device", keypad.path], in: folder, configuration: "stand-in: false\nlog: warning\n")
    defer { daemon.stop() }
    guard let events = SocketClient(unix: daemon.socket) else { throw POSIXError(.ECONNREFUSED) }
    events.send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    events.receive(until: "\r\n\r\n")
    let gpsd = try GpsdListener()
    var latency = Sample()
    var peer = Sample()
    for index in 0..<count + 100 {
      let begin = Sample.microseconds()
      try keypad.type([UInt8(ascii: "0") + UInt8(index % 10)])
      guard events.receive(until: "event: key") else { throw BenchFailure("key press \(index) was lost") }
      if index >= 100 { latency.add(Sample.microseconds() - begin) }
      if index % 16 == 15 {
        try keypad.type("\r")
        events.receive(until: "event: key")
      }
      if let theirs = try gpsd?.latency(), index >= 100 { peer.add(theirs) }
    }

    try daemon.keyport("account", "add", "bench")
    try daemon.keyport("enrol", "bench", "--key", "hex:\(key)", "--counter", "0")
    var outcome = Sample()
    for counter in 0..<50 {
      let code = try Oathtool.hotp(key, counter: counter)
      guard let login = SocketClient(unix: daemon.socket) else { throw POSIXError(.ECONNREFUSED) }
      let body = #"{"account":"bench","seat":"seat0"}"#
      login.send(
        "POST /v1/logins HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nContent-Type: application/json\r\n"
          + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
      guard login.receive(until: "event: waiting") else { throw BenchFailure("login \(counter) does not wait") }
      try keypad.type(String(code.prefix(5)))
      for _ in 0..<5 { login.receive(until: "event: key") }
      let begin = Sample.microseconds()
      try keypad.type(String(code.suffix(1)))
      guard login.receive(until: "\"accepted\"") else { throw BenchFailure("code \(counter) was not accepted") }
      outcome.add(Sample.microseconds() - begin)
    }
    return (latency, gpsd == nil ? nil : peer, outcome)
  }
}
