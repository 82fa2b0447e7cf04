/// A source of random bytes fit for keys. The host's is the kernel's generator; the firmware's is its board's.
public protocol RandomSource {
  /// Fills `bytes` with random data; a source that cannot must trap rather than return less.
  mutating func fill(_ bytes: UnsafeMutableRawBufferPointer)
}

extension RandomSource {
  /// Makes a secret of `count` random bytes.
  public mutating func secret(count: Int) -> SecretBytes {
    SecretBytes(count: count) { fill($0) }
  }
}
