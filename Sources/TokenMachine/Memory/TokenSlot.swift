public import Cryptography
public import OTPAlgorithms
public import WireProtocol

/// One key that a token holds, and the button that uses it.
public struct TokenSlot: Sendable {
  /// The button, `0 ..< TokenMemory.slotLimit`.
  public let number: Int
  /// The owner's words for it, at most `TokenMemory.longestLabel` bytes.
  public let label: PrintableText
  /// What the key computes.
  public let function: SlotFunction
  /// The key, `TokenMemory.keyLengths` bytes.
  public let key: SecretBytes
  /// The counter of the next code; not used where no counter moves the codes.
  public internal(set) var counter: UInt64

  /// How codes are made; nil for a slot that answers questions.
  public var parameters: OTPParameters? {
    if case .oneTimePassword(let parameters) = function { parameters } else { nil }
  }
}
