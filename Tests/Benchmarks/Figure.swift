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
  /// The median of the ratios of single rounds, where rounds were paired.
  var pairedRatio: Double?

  /// Ours divided by the peer's.
  var ratio: Double? { pairedRatio ?? peer.flatMap { $0 == 0 ? nil : ours / $0 } }
}
