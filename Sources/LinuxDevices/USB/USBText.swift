/// A USB string as text for people.
enum USBText {
  /// Decodes UTF-16; padding with spaces and NULs at the ends goes, and nil is returned where nothing else was there.
  static func decode(_ units: [UInt16]) -> String? {
    let padding: Set<UInt16> = [0x00, 0x20]
    let text = units.drop { padding.contains($0) }.reversed().drop { padding.contains($0) }.reversed()
    return text.isEmpty ? nil : String(decoding: Array(text), as: UTF16.self)
  }
}
