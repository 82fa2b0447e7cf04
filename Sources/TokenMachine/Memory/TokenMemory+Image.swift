public import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

// The image, little-endian:
//
//     "KPTM"  format (1)  slot count
//     each slot: number, label length, label, algorithm, digits, factor (0 counter, 1 time),
//                period (8), epoch (8), both zero with a counter, counter (8), key length, key
//     checksum (2) of all before it
//
// The checksum is the frames': it finds any three flipped bits in up to 4,093 bytes, and 16 slots take 3,048 at most.

extension TokenMemory {
  private static let magic: [UInt8] = [0x4B, 0x50, 0x54, 0x4D]
  private static let format: UInt8 = 1

  /// Reads an image; every byte of it must have its place.
  public init(image: SecretBytes) throws(MemoryImageError) {
    self = try image.withBytes { (bytes) throws(MemoryImageError) -> TokenMemory in
      var image = ImageReader(bytes)
      for byte in Self.magic {
        guard try image.byte() == byte else { throw .notAnImage }
      }
      let format = try image.byte()
      guard format == Self.format else { throw .unknownFormat(format) }
      try image.takeChecksum()
      var memory = TokenMemory()
      let count = Int(try image.byte())
      guard count <= Self.slotLimit else { throw .badSlot(Self.slotLimit) }
      for index in 0..<count {
        let slot = try Self.slot(at: index, from: &image)
        guard slot.number < Self.slotLimit, memory.slots.last.map({ $0.number < slot.number }) ?? true else {
          throw .badSlot(index)
        }
        memory.slots.append(slot)
      }
      guard image.remaining == 0 else { throw .trailingBytes(image.remaining) }
      return memory
    }
  }

  private static func slot(at index: Int, from image: inout ImageReader) throws(MemoryImageError) -> TokenSlot {
    let number = Int(try image.byte())
    let label = PrintableText(try image.bytes(Int(try image.byte())))
    let algorithm = HashAlgorithm(rawValue: try image.byte())
    let digits = Int(try image.byte())
    let factor = try image.byte()
    let period = try image.uint64()
    let epoch = try image.uint64()
    let counter = try image.uint64()
    let key = try image.bytes(Int(try image.byte()))
    let movingFactor: MovingFactor? =
      switch factor {
      // Nothing would write the time's fields back where a counter moves the codes.
      case 0 where period == 0 && epoch == 0: .counter
      case 1: .time(period: period, epoch: epoch)
      default: nil
      }
    guard let label, label.utf8.count <= longestLabel, let algorithm, let movingFactor, keyLengths.contains(key.count),
      let parameters = try? OTPParameters(algorithm: algorithm, digits: digits, movingFactor: movingFactor)
    else { throw .badSlot(index) }
    return TokenSlot(
      number: number, label: label, parameters: parameters, key: SecretBytes(copying: key), counter: counter)
  }

  /// Writes the image.
  public func image() -> SecretBytes {
    SecretBytes(count: imageSize) { image in
      var writer = ImageWriter(image)
      for byte in Self.magic { writer.put(byte) }
      writer.put(Self.format)
      writer.put(UInt8(slots.count))
      for slot in slots { slot.write(to: &writer) }
      writer.putChecksum()
    }
  }

  private var imageSize: Int {
    slots.reduce(Self.magic.count + 4) { $0 + 30 + $1.label.utf8.count + $1.key.count }
  }
}

extension TokenSlot {
  fileprivate func write(to image: inout ImageWriter) {
    image.put(UInt8(number))
    image.put(UInt8(label.utf8.count))
    for byte in label.utf8 { image.put(byte) }
    image.put(parameters.algorithm.rawValue)
    image.put(UInt8(parameters.digits))
    switch parameters.movingFactor {
    case .counter:
      image.put(UInt8(0))
      image.put(UInt64(0))
      image.put(UInt64(0))
    case .time(let period, let epoch):
      image.put(UInt8(1))
      image.put(period)
      image.put(epoch)
    }
    image.put(counter)
    image.put(UInt8(key.count))
    key.withBytes { key in
      for byte in key { image.put(byte) }
    }
  }
}
