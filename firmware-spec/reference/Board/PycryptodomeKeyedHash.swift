internal import CPycryptodome
public import Cryptography

/// HMAC (RFC 2104) over PyCryptodome's SHA-1, SHA-256 and SHA-512. The key's two states are computed once and copied for
/// each message; `free` wipes what it takes back, so nothing of the key stays in the heap.
public struct PycryptodomeKeyedHash: KeyedHash, ~Copyable {
  private let algorithm: HashAlgorithm
  private let inner: HashState
  private let outer: HashState
  private let working: HashState

  /// Sets up both states.
  public init(_ algorithm: HashAlgorithm, key: SecretBytes) {
    self.algorithm = algorithm
    inner = HashState(algorithm)
    outer = HashState(algorithm)
    working = HashState(algorithm)
    let blockSize = algorithm == .sha512 ? 128 : 64
    let block = SecretBytes(count: blockSize) { block in
      key.withBytes { key in
        guard key.count > blockSize else { return block.copyMemory(from: key) }
        let hash = HashState(algorithm)
        hash.update(key)
        hash.digest(into: block)
      }
    }
    Self.absorb(block, exclusiveOr: 0x36, into: inner)
    Self.absorb(block, exclusiveOr: 0x5C, into: outer)
  }

  private static func absorb(_ block: SecretBytes, exclusiveOr pad: UInt8, into state: borrowing HashState) {
    let padded = SecretBytes(count: block.count) { padded in
      block.withBytes { block in
        for index in block.indices { padded[index] = block[index] ^ pad }
      }
    }
    padded.withBytes { state.update($0) }
  }

  /// Writes the authentication code of `message`.
  public mutating func authenticate(_ message: RawSpan, into code: inout MutableRawSpan) {
    let size = algorithm.digestSize
    precondition(code.byteCount >= size, "room for the whole code")
    working.become(inner)
    message.withUnsafeBytes { working.update($0) }
    code.withUnsafeMutableBytes { code in
      let code = UnsafeMutableRawBufferPointer(rebasing: code[..<size])
      working.digest(into: code)
      working.become(outer)
      working.update(UnsafeRawBufferPointer(code))
      working.digest(into: code)
    }
  }
}
