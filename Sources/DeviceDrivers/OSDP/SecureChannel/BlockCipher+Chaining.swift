internal import Cryptography

// Chaining of 16-byte blocks, as the secure channel uses it. Arrays have a whole number of blocks.

extension BlockCipher {
  /// One block encrypted by itself.
  func encrypted(_ block: [UInt8]) -> [UInt8] {
    var result = block
    encryptBlock(at: 0, of: &result)
    return result
  }

  /// Encrypts in place, each block mixed with the one before it (CBC).
  func chain(_ bytes: inout [UInt8], from start: [UInt8]) {
    var before = start
    for block in stride(from: 0, to: bytes.count, by: 16) {
      for index in 0..<16 { bytes[block + index] ^= before[index] }
      encryptBlock(at: block, of: &bytes)
      before = Array(bytes[block..<(block + 16)])
    }
  }

  /// Takes back what `chain` did.
  func unchain(_ bytes: inout [UInt8], from start: [UInt8]) {
    var before = start
    for block in stride(from: 0, to: bytes.count, by: 16) {
      let encrypted = Array(bytes[block..<(block + 16)])
      var span = bytes.mutableSpan
      var raw = span.mutableBytes
      var part = raw._mutatingExtracting(block..<(block + 16))
      decrypt(&part)
      for index in 0..<16 { bytes[block + index] ^= before[index] }
      before = encrypted
    }
  }

  private func encryptBlock(at block: Int, of bytes: inout [UInt8]) {
    var span = bytes.mutableSpan
    var raw = span.mutableBytes
    var part = raw._mutatingExtracting(block..<(block + 16))
    encrypt(&part)
  }
}
