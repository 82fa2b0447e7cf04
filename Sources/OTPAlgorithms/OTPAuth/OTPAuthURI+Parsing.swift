import Cryptography

extension OTPAuthURI {
  /// Reads a URI.
  ///
  /// Scheme, type and algorithm may be in either case. The issuer is the parameter's where there is one, otherwise the
  /// label's part before the first colon. Parameters of no meaning here are passed over, and so are the
  /// values of `period` and `t0` of `hotp` and of `counter` of `totp`. Missing ones mean SHA1, 6 digits and 30 seconds.
  /// - Parameter uri: UTF-8.
  /// - Throws: the first fault found; it never holds a part of the text.
  public init(parsing uri: some Collection<UInt8>) throws(OTPAuthError) {
    // One contiguous copy, which is wiped.
    self = try SecretBytes(copying: uri).withBytes { bytes throws(OTPAuthError) in try Self.parse(bytes[...]) }
  }

  typealias Bytes = Slice<UnsafeRawBufferPointer>

  private static func parse(_ uri: Bytes) throws(OTPAuthError) -> OTPAuthURI {
    guard let afterScheme = removing("otpauth://", from: uri) else { throw .scheme }
    let (withoutFragment, _) = split(afterScheme, at: UInt8(ascii: "#"))
    let (path, query) = split(withoutFragment, at: UInt8(ascii: "?"))
    let (type, label) = split(path, at: UInt8(ascii: "/"))
    let isTimeBased: Bool
    if equal(type, "totp") {
      isTimeBased = true
    } else if equal(type, "hotp") {
      isTimeBased = false
    } else {
      throw .type
    }

    let values = try OTPAuthParameters(parsing: query, isTimeBased: isTimeBased)
    let names = try names(inLabel: label ?? uri[uri.endIndex...])
    let issuer = values.issuer ?? names.issuer
    return OTPAuthURI(
      issuer: issuer?.isEmpty == false ? issuer : nil, accountName: names.account, secret: values.secret,
      parameters: values.parameters, counter: values.counter)
  }

  /// Splits at the first colon, one that stands for itself before one that is percent-encoded: names written by
  /// `text()` may have the latter inside. Spaces before the account name are left out.
  private static func names(inLabel label: Bytes) throws(OTPAuthError) -> (issuer: String?, account: String) {
    let (front, back) = split(label, at: UInt8(ascii: ":"))
    if let back {
      let account = try PercentEncoding.decode(back)
      return (try PercentEncoding.text(try PercentEncoding.decode(front)), try text(ofAccount: account))
    }
    let whole = try PercentEncoding.decode(front)
    return try whole.withBytes { bytes throws(OTPAuthError) in
      let (front, back) = split(bytes[...], at: UInt8(ascii: ":"))
      guard let back else { return (nil, try text(ofAccount: whole)) }
      return (
        try PercentEncoding.text(SecretBytes(copying: front)), try text(ofAccount: SecretBytes(copying: back))
      )
    }
  }

  private static func text(ofAccount name: SecretBytes) throws(OTPAuthError) -> String {
    try name.withBytes { bytes throws(OTPAuthError) in
      try PercentEncoding.text(SecretBytes(copying: bytes.drop { $0 == UInt8(ascii: " ") }))
    }
  }

  static func split(_ bytes: Bytes, at separator: UInt8) -> (front: Bytes, back: Bytes?) {
    guard let place = bytes.firstIndex(of: separator) else { return (bytes, nil) }
    return (bytes[..<place], bytes[(place + 1)...])
  }

  /// Whether `bytes` are `text`, which is lower-case ASCII, in either case.
  static func equal(_ bytes: Bytes, _ text: StaticString) -> Bool {
    bytes.count == text.utf8CodeUnitCount && removing(text, from: bytes) != nil
  }

  private static func removing(_ prefix: StaticString, from bytes: Bytes) -> Bytes? {
    guard bytes.count >= prefix.utf8CodeUnitCount else { return nil }
    for index in 0..<prefix.utf8CodeUnitCount {
      let byte = bytes[bytes.startIndex + index]
      let isUpperCase = (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
      guard (isUpperCase ? byte | 0x20 : byte) == prefix.utf8Start[index] else { return nil }
    }
    return bytes[(bytes.startIndex + prefix.utf8CodeUnitCount)...]
  }
}
