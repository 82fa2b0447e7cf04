public import Cryptography

/// One message as the framing sees it: who knows what it says is `HostMessage` and `DeviceMessage`.
///
/// On the wire (REQ-FRM-001…006): `COBS(id, sequence, body…, checksum low, checksum high)`, then a zero.
public struct Frame: Sendable {
  /// The message's id (firmware-spec, table `messages`).
  public let id: UInt8
  /// The sender's running number, so that a lost frame is noticed.
  public let sequence: UInt8
  /// The message's fields; a code or a key may be among them.
  public let body: SecretBytes

  /// Makes a frame.
  /// - Parameter body: at most `FrameLimits.longestBody` bytes; a longer one is a programmer's error and traps.
  public init(id: UInt8, sequence: UInt8, body: SecretBytes) {
    precondition(body.count <= FrameLimits.longestBody, "a body that fits a frame")
    self.id = id
    self.sequence = sequence
    self.body = body
  }

  /// The frame as it travels, its closing zero included. Whoever writes it out wipes it afterwards.
  public func encoded() -> [UInt8] {
    // One block's reach is 254 bytes and a packet has at most 190, so that the code byte 0xFF never occurs.
    [UInt8](unsafeUninitializedCapacity: body.count + FrameLimits.overhead) { wire, count in
      var codeAt = 0
      var end = 1
      func put(_ byte: UInt8) {
        if byte == 0 {
          wire[codeAt] = UInt8(end - codeAt)
          codeAt = end
        } else {
          wire[end] = byte
        }
        end += 1
      }

      var check = FrameCheck()
      put(id)
      check.add(id)
      put(sequence)
      check.add(sequence)
      body.withBytes { body in
        for byte in body {
          put(byte)
          check.add(byte)
        }
      }
      put(UInt8(truncatingIfNeeded: check.value))
      put(UInt8(truncatingIfNeeded: check.value >> 8))
      wire[codeAt] = UInt8(end - codeAt)
      wire[end] = 0
      count = end + 1
    }
  }
}
