/// Text that may go to a display or a terminal: well-formed UTF-8 without control characters (U+0000…001F and
/// U+007F…009F). It is kept as bytes, since a small board has no use for more.
public struct PrintableText: Sendable, Hashable {
  /// The longest vendor, product, serial or firmware, in bytes.
  public static let longestIdentity = 28

  /// The text in UTF-8.
  public let utf8: [UInt8]

  /// Takes `bytes` only if all of them are such text.
  public init?(_ bytes: some Collection<UInt8>) {
    guard Self.fitting(bytes, limit: .max, replacement: nil) != nil else { return nil }
    utf8 = Array(bytes)
  }

  /// Makes such text of anything: what cannot be shown becomes `?`, and no character is cut at the limit.
  /// - Parameter limit: the most bytes to keep.
  public init(clipping bytes: some Collection<UInt8>, limit: Int) {
    utf8 = Self.fitting(bytes, limit: limit, replacement: UInt8(ascii: "?")) ?? []
  }

  /// The bytes of `source` that fit `limit`, or nil where something cannot be shown and nothing replaces it.
  private static func fitting(_ source: some Collection<UInt8>, limit: Int, replacement: UInt8?) -> [UInt8]? {
    var kept: [UInt8] = []
    var parser = Unicode.UTF8.ForwardParser()
    var bytes = source.makeIterator()
    while true {
      switch parser.parseScalar(from: &bytes) {
      case .emptyInput:
        return kept
      case .valid(let encoded) where !isControl(Unicode.UTF8.decode(encoded)):
        guard kept.count + encoded.count <= limit else { return kept }
        kept.append(contentsOf: encoded)
      case .valid, .error:
        guard let replacement else { return nil }
        guard kept.count < limit else { return kept }
        kept.append(replacement)
      }
    }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
