import Foundation

/// Ours and its peers in turn, round by round, in this thread's CPU time: what else the machine does slows all of them,
/// and is not counted for any.
struct Race {
  /// Who runs: `round` does it `count` times and returns the CPU time that took, in microseconds.
  struct Runner {
    let name: String
    /// Nil where the peer is not installed.
    let round: ((_ count: Int) throws -> Double)?
    var note: String?
  }

  let name: String
  /// How often a round does it.
  let count: Int
  let rounds = 41

  /// One figure for each peer, in operations per second; one without where there is none.
  func figures(ours: (_ count: Int) throws -> Double, peers: [Runner] = []) throws -> [Figure] {
    var rates = Sample()
    var others = peers.map { _ in Sample() }
    // The first rounds find caches and predictors cold.
    for round in -3..<rounds {
      let time = try ours(count)
      if round >= 0 { rates.add(Double(count) / time * 1e6) }
      for (index, peer) in peers.enumerated() {
        guard let time = try peer.round?(count), round >= 0 else { continue }
        others[index].add(Double(count) / time * 1e6)
      }
    }
    let own = Figure(name: name, unit: "/s", ours: rates.median)
    return peers.isEmpty
      ? [own]
      : zip(peers, others).map { peer, times in
        var figure = own
        figure.peerName = peer.name
        figure.note = peer.note
        guard peer.round != nil else { return figure }
        figure.peer = times.median
        figure.pairedRatio = Sample(zip(rates.values, times.values).map { $0 / $1 }).median
        return figure
      }
  }

  /// How long `body` keeps this thread's processor busy, in microseconds.
  static func time(_ body: () throws -> Void) rethrows -> Double {
    let begin = Sample.processorMicroseconds()
    try body()
    return Sample.processorMicroseconds() - begin
  }
}
