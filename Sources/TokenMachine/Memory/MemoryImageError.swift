/// Why bytes are no memory image of a token. A token never starts on an image that it cannot read whole: it would
/// write back less than was there.
public enum MemoryImageError: Error, Equatable, Sendable {
  /// The bytes do not begin as an image does.
  case notAnImage
  /// Written by a later firmware, in a format that this one does not know.
  case unknownFormat(UInt8)
  /// The bytes end too early.
  case truncated
  /// Bytes follow the last slot.
  case trailingBytes(Int)
  /// The checksum does not fit: the image was damaged.
  case badChecksum
  /// A slot, counted from 0 in the image, holds values that no slot can have.
  case badSlot(Int)
  /// The keys of its own or of its hosts have a size or a number that they cannot have.
  case badPairing
  /// The PIN is none, or has more tries than there are.
  case badPIN
  /// A flag is set that means nothing.
  case badFlags
}
