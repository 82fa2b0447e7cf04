public import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

// The image, little-endian:
//
//     "KPTM"  format (2)  slot count
//     each slot: number, label length, label, function (0 counter, 1 time, 2 question);
//                a question's: suite length, suite; the others': algorithm, digits, period (8), epoch (8), both zero with
//                a counter; then counter (8), key length, key
//     identity length (0 or 32), identity; host count, 32 bytes each; PIN length, PIN, tries left; flags (1 was opened)
//     checksum (2) of all before it
//
// Format 1 ends behind the slots, and has algorithm and digits before the function. The checksum is the frames': it finds
// any three flipped bits in up to 4,093 bytes, and 16 slots with all the rest take 3,300 at most.

extension TokenMemory {
  static let magic: [UInt8] = [0x4B, 0x50, 0x54, 0x4D]
  static let format: UInt8 = 2
  /// What images had before tokens made sessions; read, and never written.
  static let slotsAlone: UInt8 = 1

  /// Reads an image; every byte of it must have its place.
  public init(image: SecretBytes) throws(MemoryImageError) {
    self = try image.withBytes { (bytes) throws(MemoryImageError) -> TokenMemory in
      var image = ImageReader(bytes)
      for byte in Self.magic {
        guard try image.byte() == byte else { throw .notAnImage }
      }
      let format = try image.byte()
      guard format == Self.format || format == Self.slotsAlone else { throw .unknownFormat(format) }
      try image.takeChecksum()
      var memory = TokenMemory()
      let count = Int(try image.byte())
      guard count <= Self.slotLimit else { throw .badSlot(Self.slotLimit) }
      for index in 0..<count {
        let slot = try TokenSlot(at: index, from: &image, format: format)
        guard slot.number < Self.slotLimit, memory.slots.last.map({ $0.number < slot.number }) ?? true else {
          throw .badSlot(index)
        }
        memory.slots.append(slot)
      }
      if format == Self.format { try memory.readBeyondSlots(&image) }
      guard image.remaining == 0 else { throw .trailingBytes(image.remaining) }
      return memory
    }
  }

  private mutating func readBeyondSlots(_ image: inout ImageReader) throws(MemoryImageError) {
    switch try image.byte() {
    case 0: break
    case 32: identitySecret = SecretBytes(copying: try image.bytes(32))
    default: throw .badPairing
    }
    let count = Int(try image.byte())
    guard count <= Self.hostLimit else { throw .badPairing }
    for _ in 0..<count {
      guard let host = PublicKey(try image.bytes(PublicKey.size)) else { throw .badPairing }
      hosts.append(host)
    }
    let digits = try image.bytes(Int(try image.byte()))
    let tries = try image.byte()
    if digits.isEmpty {
      guard tries == 0 else { throw .badPIN }
    } else {
      guard HostMessage.pinLength.contains(digits.count), digits.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
        tries <= TokenPIN.tries
      else { throw .badPIN }
      pin = TokenPIN(digits: SecretBytes(copying: digits), triesLeft: tries)
    }
    let flags = try image.byte()
    guard flags <= 1 else { throw .badFlags }
    wasOpened = flags == 1
  }

  /// Writes the image.
  public func image() -> SecretBytes {
    SecretBytes(count: imageSize) { image in
      var writer = ImageWriter(image)
      for byte in Self.magic { writer.put(byte) }
      writer.put(Self.format)
      writer.put(UInt8(slots.count))
      for slot in slots { slot.write(to: &writer) }
      writer.put(UInt8(identitySecret?.count ?? 0))
      if let identitySecret { writer.put(identitySecret) }
      writer.put(UInt8(hosts.count))
      for host in hosts {
        for byte in host.bytes { writer.put(byte) }
      }
      writer.put(UInt8(pin?.digits.count ?? 0))
      if let pin { writer.put(pin.digits) }
      writer.put(pin?.triesLeft ?? 0)
      writer.put(UInt8(wasOpened ? 1 : 0))
      writer.putChecksum()
    }
  }

  private var imageSize: Int {
    let beyondSlots = 5 + (identitySecret?.count ?? 0) + hosts.count * PublicKey.size + (pin?.digits.count ?? 0)
    return slots.reduce(Self.magic.count + 4 + beyondSlots) { $0 + $1.imageSize }
  }
}
