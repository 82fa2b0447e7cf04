/// One thing measured: ours, a peer's in the same run where there is one, and the target they are held against.
struct Figure: Codable {
  var name: String
  var unit: String
  var ours: Double
  var peerName: String?
  var peer: Double?
  var target: String?
  var met: Bool?
  var note: String?

  /// Ours against the peer's, in the sense that more is better for us when `largerIsBetter`.
  var ratio: Double? { peer.map { ours / $0 } }
}
