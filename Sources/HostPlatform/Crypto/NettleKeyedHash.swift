internal import CNettle
public import Cryptography

/// HMAC through nettle's keyed contexts: the key is hashed once, and each digest resets the context to it.
public struct NettleKeyedHash: KeyedHash, ~Copyable {
  private let algorithm: HashAlgorithm
  private let context: UnsafeMutableRawBufferPointer
  private let scratch: UnsafeMutableRawPointer
  private var lastSize = -1

  /// Keys a context on the heap; it is wiped when this value goes.
  public init(_ algorithm: HashAlgorithm, key: SecretBytes) {
    self.algorithm = algorithm
    let size = (Self.contextSize(of: algorithm) + 15) & ~15
    context = .allocate(byteCount: size + SHA1Block.scratchSize, alignment: 16)
    let memory = context.baseAddress!
    scratch = memory + size
    if algorithm == .sha1 {
      scratch.initializeMemory(as: UInt8.self, repeating: 0, count: SHA1Block.scratchSize)
      SHA1Block.prepare(scratch)
    }
    key.withBytes { key in
      // An empty key has no address; nettle reads nothing then, but wants one.
      let bytes =
        key.baseAddress?.assumingMemoryBound(to: UInt8.self)
        ?? UnsafePointer(memory.assumingMemoryBound(to: UInt8.self))
      switch algorithm {
      case .sha1: nettle_hmac_sha1_set_key(memory.assumingMemoryBound(to: hmac_sha1_ctx.self), key.count, bytes)
      case .sha256: nettle_hmac_sha256_set_key(memory.assumingMemoryBound(to: hmac_sha256_ctx.self), key.count, bytes)
      case .sha512: nettle_hmac_sha512_set_key(memory.assumingMemoryBound(to: hmac_sha512_ctx.self), key.count, bytes)
      }
    }
  }

  deinit {
    erase(context)
    context.deallocate()
  }

  /// Writes the authentication code of `message` to the front of `code`.
  public mutating func authenticate(_ message: RawSpan, into code: inout MutableRawSpan) {
    precondition(code.byteCount >= algorithm.digestSize, "room for a whole digest")
    let memory = context.baseAddress!
    message.withUnsafeBytes { message in
      code.withUnsafeMutableBytes { code in
        let bytes = message.baseAddress?.assumingMemoryBound(to: UInt8.self)
        let digest = code.baseAddress!.assumingMemoryBound(to: UInt8.self)
        switch algorithm {
        case .sha1:
          let context = memory.assumingMemoryBound(to: hmac_sha1_ctx.self)
          if message.count <= SHA1Block.longestMessage {
            return SHA1Block.authenticate(
              message, keyedBy: context, scratch: scratch, lastSize: &lastSize, into: code.baseAddress!)
          }
          if let bytes { nettle_hmac_sha1_update(context, message.count, bytes) }
          nettle_hmac_sha1_digest(context, 20, digest)
        case .sha256:
          let context = memory.assumingMemoryBound(to: hmac_sha256_ctx.self)
          if let bytes { nettle_hmac_sha256_update(context, message.count, bytes) }
          nettle_hmac_sha256_digest(context, 32, digest)
        case .sha512:
          let context = memory.assumingMemoryBound(to: hmac_sha512_ctx.self)
          if let bytes { nettle_hmac_sha512_update(context, message.count, bytes) }
          nettle_hmac_sha512_digest(context, 64, digest)
        }
      }
    }
  }

  private static func contextSize(of algorithm: HashAlgorithm) -> Int {
    switch algorithm {
    case .sha1: MemoryLayout<hmac_sha1_ctx>.size
    case .sha256: MemoryLayout<hmac_sha256_ctx>.size
    case .sha512: MemoryLayout<hmac_sha512_ctx>.size
    }
  }
}
