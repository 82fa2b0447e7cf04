internal import DeviceModel

/// How a frame proves itself, as the setting `checksum` says it: words with spaces between, such as `sum hex pairs`.
///
/// | word | meaning |
/// |---|---|
/// | `xor`, `sum` | exclusive or of what it is over, or the low byte of its sum |
/// | `byte`, `hex` | one byte as it is, or two hexadecimal digits |
/// | `pairs` | over the bytes that pairs of hexadecimal digits stand for; else over the characters themselves |
/// | `start`, `end` | the frame's first character, or its last, counts as well |
/// | `after` | it stands after the frame's end; else just before it |
struct LineChecksum: Sendable, Equatable {
  /// The two ways of adding up.
  enum Kind: String, Sendable { case xor, sum }

  var kind: Kind
  var isHex: Bool
  var isOverPairs: Bool
  var coversStart: Bool
  var coversEnd: Bool
  var isAfterEnd: Bool

  /// How many characters it takes.
  var width: Int { isHex ? 2 : 1 }

  /// Reads the words; nil where they are no checksum.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    let known: Set<Substring> = ["xor", "sum", "byte", "hex", "pairs", "start", "end", "after"]
    let kinds = words.compactMap { Kind(rawValue: String($0)) }
    guard Set(words).count == words.count, known.isSuperset(of: words), kinds.count == 1,
      words.contains("byte") != words.contains("hex")
    else { return nil }
    kind = kinds[0]
    isHex = words.contains("hex")
    isOverPairs = words.contains("pairs")
    coversStart = words.contains("start")
    coversEnd = words.contains("end")
    isAfterEnd = words.contains("after")
  }

  /// Takes the setting `checksum`, which may be `none`.
  static func take(
    from settings: inout DriverSettings, standard: LineChecksum?
  ) throws(DriverSettingsError) -> LineChecksum? {
    guard let text = settings.take("checksum") else { return standard }
    if text == "none" { return nil }
    guard let checksum = LineChecksum(text) else {
      throw .invalid(
        name: "checksum", value: text,
        expected: "none, or xor or sum, then byte or hex, then any of pairs, start, end and after")
    }
    return checksum
  }

  /// Whether `found` is the checksum of a frame.
  /// - Parameters:
  ///   - content: what stands between the frame's start and its end, without the checksum.
  ///   - start: the frame's first character, if it has one of its own.
  ///   - end: the frame's last character, likewise.
  func matches(_ found: ArraySlice<UInt8>, content: ArraySlice<UInt8>, start: UInt8?, end: UInt8?) -> Bool {
    var value: UInt8 = 0
    if coversStart, let start { value = adding(start, to: value) }
    if isOverPairs {
      guard content.count.isMultiple(of: 2) else { return false }
      for index in stride(from: content.startIndex, to: content.endIndex, by: 2) {
        guard let byte = Self.pair(content[index], content[index + 1]) else { return false }
        value = adding(byte, to: value)
      }
    } else {
      for byte in content { value = adding(byte, to: value) }
    }
    if coversEnd, let end { value = adding(end, to: value) }
    guard found.count == width, let first = found.first, let last = found.last else { return false }
    return (isHex ? Self.pair(first, last) : first) == value
  }

  private func adding(_ byte: UInt8, to value: UInt8) -> UInt8 {
    switch kind {
    case .xor: value ^ byte
    case .sum: value &+ byte
    }
  }

  private static func pair(_ high: UInt8, _ low: UInt8) -> UInt8? {
    guard let high = high.hexValue, let low = low.hexValue else { return nil }
    return high << 4 | low
  }
}
