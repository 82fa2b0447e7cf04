internal import Board
internal import Cryptography
internal import OTPAlgorithms

/// One line of a test's.
struct Question {
  private let words: [[UInt8]]

  init(_ line: [UInt8]) {
    words = line.split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false).map { Array($0) }
  }

  /// The answer's bytes; nil where this is no question.
  var answer: [UInt8]? {
    guard let name = words.first else { return nil }
    if Self.is(name, "hmac") { return hmac() }
    if Self.is(name, "blake2b") { return blake2b() }
    if Self.is(name, "public") { return publicKey() }
    if Self.is(name, "agree") { return agree() }
    if Self.is(name, "seal") { return seal() }
    if Self.is(name, "open") { return open() }
    return nil
  }

  /// `hmac ALGORITHM KEY MESSAGE`, the algorithm by its number.
  private func hmac() -> [UInt8]? {
    guard words.count == 4, let number = bytes(1), number.count == 1, let key = bytes(2), let message = bytes(3),
      let algorithm = HashAlgorithm(rawValue: number[0])
    else { return nil }
    var hash = PycryptodomeKeyedHash(algorithm, key: SecretBytes(copying: key))
    var code = [UInt8](repeating: 0, count: algorithm.digestSize)
    // Twice: the keyed states must be good for more than one message.
    for _ in 0..<2 {
      code.withUnsafeMutableBytes { code in
        message.withUnsafeBytes { message in
          var span = code.mutableBytes
          hash.authenticate(message.bytes, into: &span)
        }
      }
    }
    return code
  }

  /// `blake2b SIZE MESSAGE`: the message in two pieces.
  private func blake2b() -> [UInt8]? {
    guard words.count == 3, let size = bytes(1), size.count == 1, 1...64 ~= size[0], let message = bytes(2) else {
      return nil
    }
    let hash = MonocypherHash(digestSize: Int(size[0]))
    message.withUnsafeBytes {
      hash.update(UnsafeRawBufferPointer(rebasing: $0[..<($0.count / 3)]))
      hash.update(UnsafeRawBufferPointer(rebasing: $0[($0.count / 3)...]))
    }
    var digest = [UInt8](repeating: 0, count: Int(size[0]))
    digest.withUnsafeMutableBytes { hash.finish(into: $0) }
    return digest
  }

  /// `public SECRET`.
  private func publicKey() -> [UInt8]? {
    guard words.count == 2, let secret = bytes(1), secret.count == 32 else { return nil }
    return MonocypherKeyAgreement.publicKey(of: SecretBytes(copying: secret)).bytes
  }

  /// `agree SECRET PUBLIC`; the answer is empty where there is no secret to share.
  private func agree() -> [UInt8]? {
    guard words.count == 3, let secret = bytes(1), secret.count == 32, let other = bytes(2).flatMap({ PublicKey($0) })
    else { return nil }
    let shared = MonocypherKeyAgreement.sharedSecret(of: SecretBytes(copying: secret), with: other)
    return shared?.withBytes { Array($0) } ?? []
  }

  /// `seal KEY COUNTER DATA TEXT`, the counter most significant byte first.
  private func seal() -> [UInt8]? {
    guard words.count == 5, let key = bytes(1), key.count == 32, let counter = counter(2), let data = bytes(3),
      let text = bytes(4)
    else { return nil }
    var sealed = [UInt8](repeating: 0, count: text.count + MonocypherCipher.tagSize)
    sealed.withUnsafeMutableBytes { sealed in
      text.withUnsafeBytes { text in
        data.withUnsafeBytes { data in
          MonocypherCipher.seal(
            text, key: SecretBytes(copying: key), counter: counter, additionalData: data, into: sealed)
        }
      }
    }
    return sealed
  }

  /// `open KEY COUNTER DATA SEALED`; the answer is one byte more than the text, or empty where the seal is broken.
  private func open() -> [UInt8]? {
    guard words.count == 5, let key = bytes(1), key.count == 32, let counter = counter(2), let data = bytes(3),
      let sealed = bytes(4), sealed.count >= MonocypherCipher.tagSize
    else { return nil }
    var text = [UInt8](repeating: 0, count: sealed.count - MonocypherCipher.tagSize)
    let isWhole = text.withUnsafeMutableBytes { text in
      sealed.withUnsafeBytes { sealed in
        data.withUnsafeBytes { data in
          MonocypherCipher.open(
            sealed, key: SecretBytes(copying: key), counter: counter, additionalData: data, into: text)
        }
      }
    }
    return isWhole ? text + [0] : []
  }

  private func counter(_ index: Int) -> UInt64? {
    guard let bytes = bytes(index), bytes.count == 8 else { return nil }
    return bytes.reduce(0) { $0 << 8 | UInt64($1) }
  }

  private func bytes(_ index: Int) -> [UInt8]? {
    let word = words[index]
    guard word.count % 2 == 0 else { return nil }
    var bytes: [UInt8] = []
    for place in stride(from: 0, to: word.count, by: 2) {
      guard let high = Self.value(word[place]), let low = Self.value(word[place + 1]) else { return nil }
      bytes.append(high << 4 | low)
    }
    return bytes
  }

  private static func value(_ digit: UInt8) -> UInt8? {
    switch digit {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): digit - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): digit - UInt8(ascii: "a") + 10
    default: nil
    }
  }

  private static func `is`(_ word: [UInt8], _ name: StaticString) -> Bool {
    word.elementsEqual(UnsafeBufferPointer(start: name.utf8Start, count: name.utf8CodeUnitCount))
  }
}
