internal import CNettle

/// HMAC-SHA-1 of a message that fits one block, from the two states that nettle's keyed context holds after its key: two
/// compressions and nothing else. It is what each code of most tokens costs, and a third cheaper than the context's own
/// way through its buffers.
enum SHA1Block {
  /// The longest message with its padding and length in one block (RFC 3174 §4).
  static let longestMessage = 55
  /// The room that `authenticate` needs: a block for each hash, and a state.
  static let scratchSize = 64 + 64 + 32

  private static let outer = 64
  private static let state = 128
  private static let digestSize = 20

  /// Prepares scratch of `scratchSize` bytes, all zero: the outer message is always one digest long.
  static func prepare(_ scratch: UnsafeMutableRawPointer) {
    pad(scratch + outer, messageSize: digestSize)
  }

  /// Writes the code of `message` to `code`.
  /// - Parameter lastSize: the size of the message before, whose padding still stands; kept by the caller.
  static func authenticate(
    _ message: UnsafeRawBufferPointer, keyedBy context: UnsafePointer<hmac_sha1_ctx>, scratch: UnsafeMutableRawPointer,
    lastSize: inout Int, into code: UnsafeMutableRawPointer
  ) {
    if lastSize != message.count {
      scratch.initializeMemory(as: UInt8.self, repeating: 0, count: 64)
      pad(scratch, messageSize: message.count)
      lastSize = message.count
    }
    if let bytes = message.baseAddress { scratch.copyMemory(from: bytes, byteCount: message.count) }
    withUnsafePointer(to: context.pointee.inner.state) {
      compress(scratch, from: $0, scratch: scratch, into: scratch + outer)
    }
    withUnsafePointer(to: context.pointee.outer.state) {
      compress(scratch + outer, from: $0, scratch: scratch, into: code)
    }
  }

  private static func compress(
    _ block: UnsafeMutableRawPointer, from start: UnsafeRawPointer, scratch: UnsafeMutableRawPointer,
    into digest: UnsafeMutableRawPointer
  ) {
    let words = (scratch + state).assumingMemoryBound(to: UInt32.self)
    (scratch + state).copyMemory(from: start, byteCount: digestSize)
    nettle_sha1_compress(words, block.assumingMemoryBound(to: UInt8.self))
    for word in 0..<5 { digest.storeBytes(of: words[word].bigEndian, toByteOffset: 4 * word, as: UInt32.self) }
  }

  /// A one bit, zeros, and the length in bits of the key's block and the message.
  private static func pad(_ block: UnsafeMutableRawPointer, messageSize: Int) {
    block.storeBytes(of: 0x80, toByteOffset: messageSize, as: UInt8.self)
    block.storeBytes(of: UInt64((64 + messageSize) * 8).bigEndian, toByteOffset: 56, as: UInt64.self)
  }
}
