public import Cryptography

extension OTPAuthURI {
  /// Writes the URI in UTF-8; it holds the key.
  ///
  /// Algorithm, digits and period are always written, since apps differ in what they take for granted; `t0` only where
  /// it is not 0, since no other program is known to understand it.
  public func text() -> SecretBytes {
    let key = Base32.encode(secret)
    var bytes: [UInt8] = []
    // Enough for all of it: an array that grew would leave the key in the memory it outgrew.
    bytes.reserveCapacity(6 * (issuer?.utf8.count ?? 0) + 3 * accountName.utf8.count + key.count + 192)
    defer { erase(&bytes) }

    let isTimeBased = if case .time = parameters.movingFactor { true } else { false }
    Self.append(isTimeBased ? "otpauth://totp/" : "otpauth://hotp/", to: &bytes)
    if let issuer, !issuer.isEmpty {
      PercentEncoding.append(issuer, to: &bytes)
      Self.append(":", to: &bytes)
    } else if accountName.utf8.contains(UInt8(ascii: ":")) {
      // Without an issuer to end, the name's own colon would be taken for the end of one.
      Self.append(":", to: &bytes)
    }
    PercentEncoding.append(accountName, to: &bytes)

    Self.append("?secret=", to: &bytes)
    key.withBytes { bytes.append(contentsOf: $0) }
    if let issuer, !issuer.isEmpty {
      Self.append("&issuer=", to: &bytes)
      PercentEncoding.append(issuer, to: &bytes)
    }
    switch parameters.algorithm {
    case .sha1: Self.append("&algorithm=SHA1", to: &bytes)
    case .sha256: Self.append("&algorithm=SHA256", to: &bytes)
    case .sha512: Self.append("&algorithm=SHA512", to: &bytes)
    }
    Self.append("&digits=", UInt64(parameters.digits), to: &bytes)
    switch parameters.movingFactor {
    case .counter: Self.append("&counter=", counter, to: &bytes)
    case .time(let period, let epoch):
      Self.append("&period=", period, to: &bytes)
      if epoch != 0 { Self.append("&t0=", epoch, to: &bytes) }
    }
    return SecretBytes(copying: bytes)
  }

  private static func append(_ text: StaticString, to bytes: inout [UInt8]) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  private static func append(_ text: StaticString, _ number: UInt64, to bytes: inout [UInt8]) {
    append(text, to: &bytes)
    let start = bytes.count
    var rest = number
    repeat {
      bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    } while rest > 0
    bytes[start...].reverse()
  }
}
