public import Cryptography

/// Stands in for a cipher with tags: what was not sealed with the same key, counter and data is refused.
public enum PlainCipher: AuthenticatedCipher {
  /// Mixes a stream over the text, and all of it into the tag.
  public static func seal(
    _ plaintext: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into sealed: UnsafeMutableRawBufferPointer
  ) {
    var stream = mixer(key, counter)
    for index in 0..<plaintext.count { sealed[index] = plaintext[index] ^ stream.next() }
    var tag = tag(
      of: UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(sealed)[..<plaintext.count]), key, counter,
      additionalData)
    for index in plaintext.count..<sealed.count { sealed[index] = tag.next() }
  }

  /// Takes the stream off again where the tag is right.
  public static func open(
    _ sealed: UnsafeRawBufferPointer, key: SecretBytes, counter: UInt64,
    additionalData: UnsafeRawBufferPointer, into plaintext: UnsafeMutableRawBufferPointer
  ) -> Bool {
    let text = UnsafeRawBufferPointer(rebasing: sealed[..<plaintext.count])
    var tag = tag(of: text, key, counter, additionalData)
    for index in plaintext.count..<sealed.count where sealed[index] != tag.next() { return false }
    var stream = mixer(key, counter)
    for index in 0..<text.count { plaintext[index] = text[index] ^ stream.next() }
    return true
  }

  private static func mixer(_ key: SecretBytes, _ counter: UInt64) -> PlainMixer {
    var mixer = PlainMixer()
    key.withBytes { mixer.add($0) }
    mixer.add(counter)
    return mixer
  }

  private static func tag(
    of text: UnsafeRawBufferPointer, _ key: SecretBytes, _ counter: UInt64, _ additionalData: UnsafeRawBufferPointer
  ) -> PlainMixer {
    var mixer = mixer(key, ~counter)
    mixer.add(additionalData)
    mixer.add(text)
    return mixer
  }
}
