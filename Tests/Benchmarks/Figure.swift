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

  /// Ours divided by the peer's.
  var ratio: Double? { peer.flatMap { $0 == 0 ? nil : ours / $0 } }
}
