public import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

/// What a token keeps when its power goes: slots, keys of its own and of its hosts, PIN. `TokenMemory+Image.swift` has the
/// form it is kept in.
public struct TokenMemory: Sendable {
  /// How many slots there are.
  public static let slotLimit = 16
  /// The longest label, in bytes.
  public static let longestLabel = 32
  /// How long keys may be, in bytes: to the block of SHA-512, beyond which a longer key is hashed to a shorter.
  public static let keyLengths = 1...128
  /// How many hosts it can be paired with.
  public static let hostLimit = 4

  /// The slots in use, by rising number.
  public internal(set) var slots: [TokenSlot] = []
  /// The secret that sessions prove, 32 bytes; nil in a token that has never made one.
  public internal(set) var identitySecret: SecretBytes?
  /// The hosts it is paired with.
  public internal(set) var hosts: [PublicKey] = []
  /// What locks the slots, if anything.
  public internal(set) var pin: TokenPIN?
  /// Whether its case has been open since it was last erased.
  public internal(set) var wasOpened = false

  /// Makes an empty memory.
  public init() {}

  /// Puts a key into the lowest free slot.
  /// - Parameter label: UTF-8; what cannot be shown becomes `?`, what is too long is cut.
  /// - Returns: the slot's number.
  public mutating func add(
    label: some Collection<UInt8>, function: SlotFunction, key: SecretBytes, counter: UInt64
  ) throws(ProvisioningError) -> Int {
    guard Self.keyLengths.contains(key.count) else { throw .keyLength(key.count) }
    guard let number = (0..<Self.slotLimit).first(where: { slot($0) == nil }) else { throw .full }
    put(
      TokenSlot(
        number: number, label: PrintableText(clipping: label, limit: Self.longestLabel), function: function, key: key,
        counter: counter))
    return number
  }

  /// Puts a slot in its place, over the one that is there.
  mutating func put(_ slot: TokenSlot) {
    remove(slot: slot.number)
    slots.insert(slot, at: slots.firstIndex { $0.number > slot.number } ?? slots.endIndex)
  }

  /// Empties a slot; one that is empty already stays so.
  public mutating func remove(slot number: Int) {
    slots.removeAll { $0.number == number }
  }

  /// The slot with this number, if it holds a key.
  func slot(_ number: Int) -> TokenSlot? {
    slots.first { $0.number == number }
  }

  /// Counts a slot's counter on.
  mutating func advance(slot number: Int) {
    guard let index = slots.firstIndex(where: { $0.number == number }) else { return }
    slots[index].counter += 1
  }
}
