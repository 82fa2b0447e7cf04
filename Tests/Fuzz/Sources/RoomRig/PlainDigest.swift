public import Cryptography

/// Stands in for a hash of any length.
public struct PlainDigest: HashFunction {
  private var mixer = PlainMixer()

  /// Starts a digest.
  public init(digestSize: Int) { mixer.add(UInt64(digestSize)) }

  /// Mixes the bytes in.
  public mutating func update(_ bytes: UnsafeRawBufferPointer) { mixer.add(bytes) }

  /// Spreads the mixture over the digest.
  public mutating func finish(into digest: UnsafeMutableRawBufferPointer) {
    for index in 0..<digest.count { digest[index] = mixer.next() }
  }
}
