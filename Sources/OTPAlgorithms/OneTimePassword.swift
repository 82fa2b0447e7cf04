public import Cryptography

/// Makes and checks the codes of one key (RFC 4226 §5.3, RFC 6238 §4.2): the key is hashed once, each code costs two
/// compressions. Counters are event counters or time steps alike; see `MovingFactor.step(atUnixTime:)`.
///
/// Everything a code is made of passes through one buffer, which is wiped when this value goes.
public struct OneTimePassword<Hash: KeyedHash & ~Copyable>: ~Copyable {
  @usableFromInline var hash: Hash
  @usableFromInline let scratch: UnsafeMutableRawBufferPointer
  @usableFromInline let digestSize: Int
  @usableFromInline let truncation: Truncation

  /// Keys the hash that `parameters` name.
  public init(_ parameters: OTPParameters, key: SecretBytes) {
    hash = Hash(parameters.algorithm, key: key)
    scratch = .allocate(byteCount: ScratchField.end, alignment: 8)
    scratch.initializeMemory(as: UInt8.self, repeating: 0)
    digestSize = parameters.algorithm.digestSize
    truncation = Truncation(digits: parameters.digits)
  }

  deinit {
    erase(scratch)
    scratch.deallocate()
  }

  /// Returns the code at `counter` as a number (RFC 4226 §5.3).
  /// - Parameter counter: the moving factor, hashed as 8 bytes, the most significant first.
  /// - Returns: `0 ..< 10^digits`. The truncated hash has 31 bits, so that the first of ten digits is 0, 1 or 2.
  @inlinable public mutating func value(at counter: UInt64) -> UInt64 {
    UInt64(truncatedHash(at: counter))
  }

  /// Returns the code at `counter` as ASCII digits, leading zeros included.
  public mutating func digits(at counter: UInt64) -> SecretBytes {
    writeDigits(at: counter)
    return SecretBytes(copying: scratch[ScratchField.digits..<ScratchField.digits + truncation.digitCount])
  }

  /// Whether `candidate` is the code at `counter`. To look at many counters, take its `number` once.
  /// - Parameter candidate: ASCII digits, all of them; another length is no match.
  @inlinable public mutating func matches(_ candidate: SecretBytes, at counter: UInt64) -> Bool {
    guard let number = number(of: candidate) else { return false }
    return matches(number: number, at: counter)
  }

  /// The number that `candidate` writes; nil unless it is as many ASCII digits as a code has.
  @inlinable public func number(of candidate: SecretBytes) -> UInt64? {
    guard candidate.count == truncation.digitCount else { return nil }
    return candidate.withBytes { digits in
      var number: UInt64 = 0
      for digit in digits {
        guard digit >= UInt8(ascii: "0"), digit <= UInt8(ascii: "9") else { return nil }
        number = number * 10 + UInt64(digit - UInt8(ascii: "0"))
      }
      return number
    }
  }

  /// Whether `number` is the code at `counter`, in a time that does not depend on where they differ: all digits are
  /// compared at once. Nothing is allocated, so that a window of thousands of steps can be searched.
  @inlinable public mutating func matches(number: UInt64, at counter: UInt64) -> Bool {
    UInt64(truncatedHash(at: counter)) ^ number == 0
  }

  @inlinable mutating func truncatedHash(at counter: UInt64) -> UInt32 {
    let base = scratch.baseAddress!
    base.storeBytes(of: counter.bigEndian, toByteOffset: ScratchField.message, as: UInt64.self)
    var digest = UnsafeMutableRawBufferPointer(
      start: base + ScratchField.digest, count: HashAlgorithm.largestDigestSize
    ).mutableBytes
    hash.authenticate(
      UnsafeRawBufferPointer(start: base + ScratchField.message, count: MemoryLayout<UInt64>.size).bytes,
      into: &digest)
    return truncation.value(of: base + ScratchField.digest, size: digestSize)
  }

  @inlinable mutating func writeDigits(at counter: UInt64) {
    let value = truncatedHash(at: counter)
    truncation.write(value, to: scratch.baseAddress! + ScratchField.digits)
  }
}

/// Where the parts of a calculation lie in `OneTimePassword.scratch`.
@usableFromInline enum ScratchField {
  @inlinable static var message: Int { 0 }
  @inlinable static var digest: Int { 8 }
  @inlinable static var digits: Int { digest + HashAlgorithm.largestDigestSize }
  @inlinable static var end: Int { digits + 10 }
}
