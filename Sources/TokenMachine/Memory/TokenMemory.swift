public import Cryptography
public import OTPAlgorithms
internal import WireProtocol

/// What a token keeps when its power goes: its slots. `TokenMemory+Image.swift` has the form it is kept in.
public struct TokenMemory: Sendable {
  /// How many slots there are.
  public static let slotLimit = 16
  /// The longest label, in bytes.
  public static let longestLabel = 32
  /// How long keys may be, in bytes: to the block of SHA-512, beyond which a longer key is hashed to a shorter.
  public static let keyLengths = 1...128

  /// The slots in use, by rising number.
  public internal(set) var slots: [TokenSlot] = []

  /// Makes an empty memory.
  public init() {}

  /// Puts a key into the lowest free slot.
  /// - Parameter label: UTF-8; what cannot be shown becomes `?`, what is too long is cut.
  /// - Returns: the slot's number.
  public mutating func add(
    label: some Collection<UInt8>, parameters: OTPParameters, key: SecretBytes, counter: UInt64
  ) throws(ProvisioningError) -> Int {
    guard Self.keyLengths.contains(key.count) else { throw .keyLength(key.count) }
    guard let number = (0..<Self.slotLimit).first(where: { number in !slots.contains { $0.number == number } }) else {
      throw .full
    }
    let slot = TokenSlot(
      number: number, label: PrintableText(clipping: label, limit: Self.longestLabel), parameters: parameters,
      key: key, counter: counter)
    slots.insert(slot, at: slots.firstIndex { $0.number > number } ?? slots.endIndex)
    return number
  }

  /// Empties a slot; one that is empty already stays so.
  public mutating func remove(slot number: Int) {
    slots.removeAll { $0.number == number }
  }
}
