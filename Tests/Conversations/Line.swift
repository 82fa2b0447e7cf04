import Rig
import WireProtocol

/// One direction of a line: it loses, damages and adds bytes while it is bad, and never puts them in another order.
struct Line {
  private var bytes: [UInt8] = []

  var isEmpty: Bool { bytes.isEmpty }

  mutating func add(noise count: Int, using random: inout SeededGenerator) {
    for _ in 0..<count { bytes.append(.random(in: 0...255, using: &random)) }
  }

  /// Carries a frame, or what is left of it.
  mutating func carry(_ frame: [UInt8], isBad: Bool, using random: inout SeededGenerator) {
    guard isBad else { return bytes += frame }
    var changed = frame
    switch Int.random(in: 0..<12, using: &random) {
    case 0...1: return
    case 2: changed[Int.random(in: changed.indices, using: &random)] ^= 1 << UInt8.random(in: 0..<8, using: &random)
    case 3: changed.remove(at: Int.random(in: changed.indices, using: &random))
    case 4: changed.insert(.random(in: 0...255, using: &random), at: Int.random(in: changed.indices, using: &random))
    default: return bytes += frame
    }
    // Damage that the checksum cannot see is left out: it is one in 65,536, and no link can do anything about it.
    let sent = Self.packets(in: frame)
    bytes += Self.packets(in: [0] + changed + [0]).allSatisfy(sent.contains) ? changed : frame
  }

  /// Hands over what is on it, in pieces of any size.
  mutating func take(using random: inout SeededGenerator) -> [UInt8] {
    guard !bytes.isEmpty else { return [] }
    let count = Int.random(in: 1...bytes.count, using: &random)
    defer { bytes.removeFirst(count) }
    return Array(bytes[..<count])
  }

  private static func packets(in bytes: [UInt8]) -> [[UInt8]] {
    var decoder = FrameDecoder()
    return bytes.compactMap { byte in
      if case .frame(let frame)? = decoder.receive(byte) { frame.encoded() } else { nil }
    }
  }
}
