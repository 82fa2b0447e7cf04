internal import CPycryptodome
internal import Cryptography

/// A hash of PyCryptodome's, in progress; one of three, which the library names apart.
public struct HashState: ~Copyable {
  private let algorithm: HashAlgorithm
  private let state: OpaquePointer

  /// Starts a hash. Memory that runs out is a trap, as everywhere on the board.
  init(_ algorithm: HashAlgorithm) {
    self.algorithm = algorithm
    var made: OpaquePointer?
    switch algorithm {
    case .sha1: SHA1_init(&made)
    case .sha256: SHA256_init(&made)
    case .sha512: SHA512_init(&made, algorithm.digestSize)
    }
    state = made!
  }

  deinit {
    switch algorithm {
    case .sha1: SHA1_destroy(state)
    case .sha256: SHA256_destroy(state)
    case .sha512: SHA512_destroy(state)
    }
  }

  /// Takes the place of another hash of the same kind, at the point where that one is.
  func become(_ other: borrowing HashState) {
    precondition(algorithm == other.algorithm, "one kind of hash")
    switch algorithm {
    case .sha1: SHA1_copy(other.state, state)
    case .sha256: SHA256_copy(other.state, state)
    case .sha512: SHA512_copy(other.state, state)
    }
  }

  /// Hashes bytes after those before.
  func update(_ bytes: UnsafeRawBufferPointer) {
    guard let start = bytes.baseAddress?.assumingMemoryBound(to: UInt8.self) else { return }
    switch algorithm {
    case .sha1: SHA1_update(state, start, bytes.count)
    case .sha256: SHA256_update(state, start, bytes.count)
    case .sha512: SHA512_update(state, start, bytes.count)
    }
  }

  /// Writes the digest of what was hashed so far.
  func digest(into digest: UnsafeMutableRawBufferPointer) {
    precondition(digest.count >= algorithm.digestSize, "room for the whole digest")
    let start = digest.baseAddress!.assumingMemoryBound(to: UInt8.self)
    switch algorithm {
    case .sha1: SHA1_digest(state, start)
    case .sha256: SHA256_digest(state, start, algorithm.digestSize)
    case .sha512: SHA512_digest(state, start, algorithm.digestSize)
    }
  }
}
