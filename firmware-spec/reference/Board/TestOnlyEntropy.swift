public import Cryptography

/// **For tests only.** Random bytes from outside the board, by a line of their own: the emulated board has no source of
/// randomness, and whoever feeds the line knows every key that the token makes. A real board puts its hardware
/// generator here.
public struct TestOnlyEntropy: RandomSource {
  /// Starts the line.
  public init() { UART.testOnlyEntropy.start(interrupting: false) }

  /// Waits for each byte.
  public mutating func fill(_ bytes: UnsafeMutableRawBufferPointer) {
    for index in bytes.indices {
      while true {
        if let byte = UART.testOnlyEntropy.take() {
          bytes[index] = byte
          break
        }
      }
    }
  }
}
