internal import Cryptography
internal import OTPAlgorithms
internal import TokenMachine

/// What differs between the image and the one for tests.
enum Image {
  #if TEST_KEY
    static var product: StaticString { "Reference keypad, test key" }

    /// One slot with the key of RFC 4226, appendix D, which everybody knows.
    static var memory: TokenMemory {
      var memory = TokenMemory()
      guard let parameters = try? OTPParameters(algorithm: .sha1, digits: 6, movingFactor: .counter),
        (try? memory.add(
          label: utf8("RFC 4226"), function: .oneTimePassword(parameters),
          key: SecretBytes(copying: utf8("12345678901234567890")),
          counter: 0)) != nil
      else { fatalError("the test key fits an empty memory") }
      return memory
    }
  #else
    static var product: StaticString { "Reference keypad" }

    /// No slot yet.
    static var memory: TokenMemory { TokenMemory() }
  #endif
}
