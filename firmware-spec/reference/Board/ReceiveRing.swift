/// Bytes that an interrupt received and the main loop has not taken yet. One side only puts, the other only takes.
struct ReceiveRing {
  /// More than two of the longest frames: the host waits for an answer before it sends more.
  private var bytes: [512 of UInt8] = .init(repeating: 0)
  private var head: UInt16 = 0
  private var tail: UInt16 = 0

  var isEmpty: Bool { head == tail }

  /// Keeps a byte; one that finds the ring full is lost, as on any line, and the protocol notices.
  mutating func put(_ byte: UInt8) {
    guard head &- tail < 512 else { return }
    bytes[Int(head & 511)] = byte
    head &+= 1
  }

  /// Takes everything there is, and wipes it here.
  mutating func takeAll() -> [UInt8] {
    var taken: [UInt8] = []
    taken.reserveCapacity(Int(head &- tail))
    while tail != head {
      taken.append(bytes[Int(tail & 511)])
      bytes[Int(tail & 511)] = 0
      tail &+= 1
    }
    return taken
  }
}
