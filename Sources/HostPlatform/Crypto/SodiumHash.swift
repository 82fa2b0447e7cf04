internal import CSodium
public import Cryptography

/// BLAKE2b by libsodium (C functions: `crypto_generichash_blake2b_init`, `…_update`, `…_final`).
///
/// A class, so that a hash which nobody finishes is wiped as well.
public final class SodiumHash: HashFunction {
  private let state: UnsafeMutableRawBufferPointer
  private let digestSize: Int

  /// Starts a hash of `digestSize` bytes, 1 to 64.
  public init(digestSize: Int) {
    precondition(1...Self.longestDigest ~= digestSize, "BLAKE2b has digests of 1 to 64 bytes")
    self.digestSize = digestSize
    // The C type wants 64 bytes' alignment.
    state = .allocate(byteCount: crypto_generichash_blake2b_statebytes(), alignment: 64)
    let status = crypto_generichash_blake2b_init(handle, nil, 0, digestSize)
    precondition(status == 0, "libsodium starts every hash of such a size")
  }

  deinit {
    erase(state)
    state.deallocate()
  }

  /// Takes in `bytes`, which may be empty.
  public func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress else { return }
    crypto_generichash_blake2b_update(handle, start.assumingMemoryBound(to: UInt8.self), UInt64(bytes.count))
  }

  /// Writes the digest and wipes the state.
  public func finish(into digest: UnsafeMutableRawBufferPointer) {
    precondition(digest.count == digestSize, "room for exactly the digest")
    let status = crypto_generichash_blake2b_final(
      handle, digest.baseAddress!.assumingMemoryBound(to: UInt8.self), digestSize)
    precondition(status == 0, "a hash is finished once")
    erase(state)
  }

  /// Swift does not import the C type, for its alignment.
  private var handle: OpaquePointer { OpaquePointer(state.baseAddress!) }
}
