internal import Cryptography
internal import OTPAlgorithms
internal import WireProtocol

extension TokenSlot {
  /// Reads one slot of an image.
  init(at index: Int, from image: inout ImageReader, format: UInt8) throws(MemoryImageError) {
    let number = Int(try image.byte())
    let label = PrintableText(try image.bytes(Int(try image.byte())))
    let function =
      format == TokenMemory.slotsAlone ? try Self.formerFunction(&image) : try Self.function(&image)
    let counter = try image.uint64()
    let key = try image.bytes(Int(try image.byte()))
    guard let label, label.utf8.count <= TokenMemory.longestLabel, let function,
      TokenMemory.keyLengths.contains(key.count)
    else { throw .badSlot(index) }
    self.init(number: number, label: label, function: function, key: SecretBytes(copying: key), counter: counter)
  }

  private static func function(_ image: inout ImageReader) throws(MemoryImageError) -> SlotFunction? {
    let kind = try image.byte()
    guard kind != 2 else {
      let text = try image.bytes(Int(try image.byte()))
      guard let suite = try? OCRASuite(parsing: text), suite.isForTokens else { return nil }
      return .challengeResponse(suite)
    }
    let algorithm = HashAlgorithm(rawValue: try image.byte())
    let digits = Int(try image.byte())
    return try oneTimePassword(kind, algorithm, digits, &image)
  }

  private static func formerFunction(_ image: inout ImageReader) throws(MemoryImageError) -> SlotFunction? {
    let algorithm = HashAlgorithm(rawValue: try image.byte())
    let digits = Int(try image.byte())
    return try oneTimePassword(try image.byte(), algorithm, digits, &image)
  }

  private static func oneTimePassword(
    _ kind: UInt8, _ algorithm: HashAlgorithm?, _ digits: Int, _ image: inout ImageReader
  ) throws(MemoryImageError) -> SlotFunction? {
    let period = try image.uint64()
    let epoch = try image.uint64()
    let factor: MovingFactor? =
      switch kind {
      // Nothing would write the time's fields back where a counter moves the codes.
      case 0 where period == 0 && epoch == 0: .counter
      case 1: .time(period: period, epoch: epoch)
      default: nil
      }
    guard let algorithm, let factor,
      let parameters = try? OTPParameters(algorithm: algorithm, digits: digits, movingFactor: factor)
    else { return nil }
    return .oneTimePassword(parameters)
  }

  func write(to image: inout ImageWriter) {
    image.put(UInt8(number))
    image.put(UInt8(label.utf8.count))
    for byte in label.utf8 { image.put(byte) }
    switch function {
    case .challengeResponse(let suite):
      image.put(UInt8(2))
      let text = suite.text
      image.put(UInt8(text.count))
      for byte in text { image.put(byte) }
    case .oneTimePassword(let parameters):
      let (kind, period, epoch): (UInt8, UInt64, UInt64) =
        switch parameters.movingFactor {
        case .counter: (0, 0, 0)
        case .time(let period, let epoch): (1, period, epoch)
        }
      image.put(kind)
      image.put(parameters.algorithm.rawValue)
      image.put(UInt8(parameters.digits))
      image.put(period)
      image.put(epoch)
    }
    image.put(counter)
    image.put(UInt8(key.count))
    image.put(key)
  }

  /// The bytes it takes in an image.
  var imageSize: Int {
    let function =
      switch function {
      case .oneTimePassword: 19
      case .challengeResponse(let suite): 2 + suite.text.count
      }
    return 11 + label.utf8.count + function + key.count
  }
}

extension OCRASuite {
  /// Whether a token here can answer it: with digits, and with nothing that it does not have.
  var isForTokens: Bool { digits >= 4 && pinHash == nil && session == nil }
}
