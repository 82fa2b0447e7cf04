/// What the two people who compare a pairing number have said: one at the host, one at the device, often the same.
struct PairingVerdicts: Sendable {
  /// The operator's word; nil before it came.
  var host: Bool?
  /// The word of the person at the device; nil before it came.
  var person: Bool?

  /// Whether they are a pair; nil while one may still say so.
  var outcome: Bool? {
    if host == false || person == false { return false }
    return host == true && person == true ? true : nil
  }
}
