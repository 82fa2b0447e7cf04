internal import CMonocypher
public import Cryptography

/// BLAKE2b by Monocypher (C functions: `crypto_blake2b_init`, `…_update`, `…_final`).
///
/// A class, so that a hash which nobody finishes is wiped as well.
public final class MonocypherHash: HashFunction {
  private let state: UnsafeMutablePointer<crypto_blake2b_ctx>
  private let digestSize: Int
  private var isFinished = false

  /// Starts a hash of `digestSize` bytes, 1 to 64.
  public init(digestSize: Int) {
    precondition(1...64 ~= digestSize, "BLAKE2b has digests of 1 to 64 bytes")
    self.digestSize = digestSize
    state = .allocate(capacity: 1)
    crypto_blake2b_init(state, digestSize)
  }

  deinit {
    crypto_wipe(state, MemoryLayout<crypto_blake2b_ctx>.size)
    state.deallocate()
  }

  /// Takes in `bytes`, which may be empty.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    crypto_blake2b_update(state, start.assumingMemoryBound(to: UInt8.self), bytes.count)
  }

  /// Writes the digest; Monocypher wipes the state with it.
  public func finish(into digest: UnsafeMutableRawBufferPointer) {
    precondition(digest.count == digestSize, "room for exactly the digest")
    precondition(!isFinished, "a hash is finished once")
    isFinished = true
    crypto_blake2b_final(state, digest.baseAddress!.assumingMemoryBound(to: UInt8.self))
  }
}
