internal import DeviceModel

/// How a device wraps what it has to say, as data. `LinePreset` has those of known devices; each setting replaces its
/// part.
struct LineFraming: Sendable {
  /// The most characters between a frame's start and its end.
  static let longestContent = 64

  /// What stands in a frame.
  var content: LineContent = .keys
  /// Characters that each begin a frame; none where the first one after an end does.
  var start: Set<UInt8> = []
  /// Characters that each end a frame; none where its length or a pause does.
  var end: Set<UInt8> = []
  /// Characters that say nothing, in frames and between them.
  var ignored: Set<UInt8> = []
  /// How many characters stand between start and end, a checksum before the end included; nil for any number.
  var length: Int?
  /// How a frame proves itself, if it does.
  var checksum: LineChecksum?
  /// How long a device may stop within a frame. Where a frame has neither end nor length, this ends it.
  var pause: Duration?
  /// How many characters come before the data: a reader's number, a length.
  var skip = 0
  /// How many characters of data make it a card's number where keys come in frames as well; nil where there are no
  /// cards.
  var cardLength: Int?

  /// Whether there are frames at all: else each character is a key as it comes.
  var isFramed: Bool {
    content != .keys || !start.isEmpty || length != nil || checksum != nil || pause != nil || skip != 0
      || cardLength != nil
  }

  /// Takes every setting but those of the keys and of the serial line.
  mutating func take(from settings: inout DriverSettings) throws(DriverSettingsError) {
    if let text = settings.take("data") {
      guard let content = LineContent(rawValue: text) else {
        let known = LineContent.allCases.map(\.rawValue).joined(separator: ", ")
        throw .invalid(name: "data", value: text, expected: "one of \(known)")
      }
      self.content = content
    }
    var asIs = settings
    let startText = asIs.take("start") ?? ""
    start = try LineCharacters.take("start", from: &settings) ?? start
    end = try LineCharacters.take("end", from: &settings) ?? end
    ignored = try LineCharacters.take("ignore", from: &settings) ?? ignored
    checksum = try LineChecksum.take(from: &settings, standard: checksum)
    length = try Self.number("length", 1...Self.longestContent, from: &settings, standard: length)
    cardLength = try Self.number("card", 1...Self.longestContent, from: &settings, standard: cardLength)
    skip = try Self.number("skip", 1...Self.longestContent, from: &settings, standard: skip) ?? 0
    let milliseconds = try Self.number(
      "pause", 1...10_000, from: &settings, standard: pause.map { Int($0 / .milliseconds(1)) })
    pause = milliseconds.map { .milliseconds($0) }
    try check(startText)
  }

  /// Throws where no frame could ever come out of it, or where two readings of one frame could.
  private func check(_ startText: String) throws(DriverSettingsError) {
    if end.isEmpty, length == nil, pause == nil {
      throw .invalid(name: "end", value: "", expected: "at least one character, or no line would ever end")
    }
    let roles = [start, end, ignored]
    guard start.union(end).union(ignored).count == roles.map(\.count).reduce(0, +) else {
      throw .invalid(
        name: "start", value: startText,
        expected: "characters that are not in end or in ignore, nor one of these in both")
    }
    guard let checksum else { return }
    if !checksum.isHex, !checksum.isAfterEnd, length == nil {
      throw .invalid(
        name: "checksum", value: "byte",
        expected: "hex, after, or a length as well: a byte can be the end's character by chance")
    }
    if checksum.isAfterEnd, end.isEmpty {
      throw .invalid(name: "checksum", value: "after", expected: "a frame that has an end for it to stand after")
    }
  }

  private static func number(
    _ name: String, _ range: ClosedRange<Int>, from settings: inout DriverSettings, standard: Int?
  ) throws(DriverSettingsError) -> Int? {
    guard let text = settings.take(name) else { return standard }
    if text == "none" { return nil }
    guard let number = Int(text), range.contains(number) else {
      throw .invalid(
        name: name, value: text, expected: "none, or a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return number
  }
}
