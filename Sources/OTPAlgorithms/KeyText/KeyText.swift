public import Cryptography

/// A key as people hand it over: base32, or hexadecimal after `hex:`.
public enum KeyText {
  /// Reads either form; the prefix in either case.
  /// - Parameter text: ASCII.
  /// - Throws: what is wrong and where, never what was read.
  public static func decode(_ text: some Collection<UInt8>) throws(KeyTextError) -> SecretBytes {
    let key: SecretBytes
    if let digits = hexadecimalPart(of: text) {
      do { key = try Hexadecimal.decode(digits) } catch { throw .hexadecimal(error) }
    } else {
      do { key = try Base32.decode(text) } catch { throw .base32(error) }
    }
    guard !key.isEmpty else { throw .empty }
    return key
  }

  private static func hexadecimalPart<Text: Collection<UInt8>>(of text: Text) -> Text.SubSequence? {
    var rest = text[...]
    for expected in [UInt8(ascii: "h"), UInt8(ascii: "e"), UInt8(ascii: "x"), UInt8(ascii: ":")] {
      // Setting the sixth bit lowers a letter's case; a colon has it set already.
      guard let byte = rest.popFirst(), byte | 0x20 == expected else { return nil }
    }
    return rest
  }
}
