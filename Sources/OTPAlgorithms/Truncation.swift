/// Makes a number of few digits from a digest (RFC 4226 §5.3: dynamic truncation), and its text.
///
/// 32 bits suffice for all of it, and small processors have no wider division.
@usableFromInline struct Truncation {
  @usableFromInline let digitCount: Int
  /// 10 to the number of digits, or 0 where 31 bits cannot reach it.
  @usableFromInline let modulus: UInt32

  /// - Parameter digits: 1 to 10.
  init(digits: Int) {
    digitCount = digits
    var modulus: UInt32 = 1
    for _ in 0..<digits where modulus != 0 {
      let (product, overflow) = modulus.multipliedReportingOverflow(by: 10)
      modulus = overflow ? 0 : product
    }
    self.modulus = modulus
  }

  /// The number that the digest of `size` bytes, 20 or more, at `digest` is truncated to.
  @inlinable func value(of digest: UnsafeRawPointer, size: Int) -> UInt32 {
    let offset = Int(digest.load(fromByteOffset: size - 1, as: UInt8.self) & 0xF)
    let word = UInt32(bigEndian: digest.loadUnaligned(fromByteOffset: offset, as: UInt32.self))
    let value = word & 0x7FFF_FFFF
    return modulus == 0 ? value : value % modulus
  }

  /// Writes all digits of `value` in ASCII, leading zeros included.
  @inlinable func write(_ value: UInt32, to digits: UnsafeMutableRawPointer) {
    var rest = value
    var index = digitCount
    while index > 0 {
      index -= 1
      let (quotient, digit) = rest.quotientAndRemainder(dividingBy: 10)
      digits.storeBytes(of: UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit), toByteOffset: index, as: UInt8.self)
      rest = quotient
    }
  }
}
