internal import Cryptography

/// Finds packets in the bytes of a line. What is no packet's start is passed over; a header whose length cannot be is
/// given up at once, so that a stray byte before a packet does not cost the packet.
public struct OSDPPacketDecoder: Sendable {
  /// What a byte completed.
  public enum Finding: Sendable {
    /// A packet.
    case packet(OSDPPacket)
    /// What began as a packet is none.
    case damaged(OSDPPacketError)
  }

  private var buffer: [UInt8] = []

  /// Starts outside any packet.
  public init() { buffer.reserveCapacity(64) }

  /// Whether a packet has begun and not ended.
  public var isInPacket: Bool { !buffer.isEmpty }

  /// Forgets what it has of a packet.
  public mutating func reset() { erase(&buffer) }

  /// Takes the next byte.
  public mutating func receive(_ byte: UInt8) -> Finding? {
    guard !buffer.isEmpty || byte == OSDPPacket.start else { return nil }
    buffer.append(byte)
    guard buffer.count >= 4 else { return nil }
    guard let length = OSDPPacket.length(of: buffer) else {
      let claimed = Int(buffer[2]) | Int(buffer[3]) << 8
      startAgainBehindFirst()
      return .damaged(.badLength(claimed))
    }
    guard buffer.count == length else { return nil }
    defer {
      erase(&buffer)
      buffer.reserveCapacity(64)
    }
    do throws(OSDPPacketError) {
      return .packet(try OSDPPacket(buffer))
    } catch {
      return .damaged(error)
    }
  }

  /// The real packet may begin within the three bytes behind a start that was none.
  private mutating func startAgainBehindFirst() {
    let rest = buffer.dropFirst().drop { $0 != OSDPPacket.start }
    let kept = Array(rest)
    erase(&buffer)
    buffer += kept
  }
}
