public import Cryptography
public import OTPAlgorithms
public import WireProtocol

/// One key that a token holds, and the button that makes its codes.
public struct TokenSlot: Sendable {
  /// The button, `0 ..< TokenMemory.slotLimit`.
  public let number: Int
  /// The owner's words for it, at most `TokenMemory.longestLabel` bytes.
  public let label: PrintableText
  /// How its codes are made.
  public let parameters: OTPParameters
  /// The key, `TokenMemory.keyLengths` bytes.
  public let key: SecretBytes
  /// The counter of the next code; not used where time moves the codes.
  public internal(set) var counter: UInt64
}
