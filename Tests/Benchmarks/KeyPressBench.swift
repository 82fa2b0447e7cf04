import Conversations
import WireProtocol

/// What a key press costs the host between its bytes and its event: frame, link, session, driver, and the acknowledgement
/// that goes back.
enum KeyPressBench {
  private static let presses = 10_000
  private static let greetings = 200

  static func run() throws -> [Figure] {
    let pair = Pair.make(seed: 1)
    return try pressing("plain", nil) + pressing("in a session", pair)
      + [try greeting("hello to ready, plain", nil), try greeting("hello to ready, with handshake", pair)]
  }

  private static func pressing(_ name: String, _ pair: Pair?) throws -> [Figure] {
    var line = try KeyLine(pair)
    line.start()
    guard line.isReady else { throw BenchFailure("the link does not come up, \(name)") }
    var times = Sample()
    for index in 0..<(presses + 500) {
      guard let time = line.press(.digit(UInt8(index % 10))) else { throw BenchFailure("key \(index) was lost") }
      if index >= 500 { times.add(time) }
    }
    func figure(_ what: String, _ value: Double) -> Figure {
      Figure(
        name: "key bytes to event, \(name), \(what)", unit: "µs CPU", ours: value, target: "< 100 µs", met: value < 100)
    }
    return [figure("median of \(presses)", times.median), figure("p99", times.p99)]
  }

  private static func greeting(_ name: String, _ pair: Pair?) throws -> Figure {
    var times = Sample()
    for seed in 0..<UInt64(greetings) {
      var line = try KeyLine(pair, seed: seed)
      line.start()
      guard line.isReady else { throw BenchFailure("the link does not come up, \(name)") }
      times.add(line.driverTime)
    }
    return Figure(name: "\(name), the host's share, median of \(greetings)", unit: "µs CPU", ours: times.median)
  }
}
