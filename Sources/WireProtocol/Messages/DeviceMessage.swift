public import Cryptography

/// A message from a device to the host (firmware-spec, tables `messages` and `fields`).
public enum DeviceMessage: Sendable {
  /// Answers the host's hello, or asks for one.
  case hello(DeviceHello)
  /// Answers the ping with this tag.
  case pong(tag: UInt8)
  /// A key was pressed.
  case key(KeyCode)
  /// The device computed a code: `codeLength` ASCII digits.
  case code(SecretBytes)
  /// The device could not do what it was sent.
  case error(ErrorReport)
  /// A message, or a value in one, that this version does not know: kept, and skipped.
  case unrecognized(id: UInt8, body: SecretBytes)

  /// The digits a code may have.
  public static let codeLength = 4...16

  /// Reads a frame.
  public init(_ frame: Frame) throws(MessageFault) {
    guard let id = DeviceMessageID(rawValue: frame.id) else {
      self = .unrecognized(id: frame.id, body: frame.body)
      return
    }
    self = try frame.body.withBytes { (bytes) throws(MessageFault) -> DeviceMessage in
      var body = BodyReader(bytes)
      switch id {
      case .hello:
        return .hello(
          DeviceHello(
            version: try body.byte(), answeredTag: try body.byte(),
            capabilities: Capabilities(rawValue: try body.uint32()), vendor: try body.identityText(),
            product: try body.identityText(), serial: try body.identityText(), firmware: try body.identityText()))
      case .pong:
        return .pong(tag: try body.byte())
      case .key:
        guard let key = KeyCode(byte: try body.byte()) else {
          return .unrecognized(id: frame.id, body: frame.body)
        }
        return .key(key)
      case .code:
        guard Self.codeLength.contains(bytes.count), bytes.allSatisfy({ (0x30...0x39).contains($0) }) else {
          throw .badCode
        }
        return .code(frame.body)
      case .error:
        let code = try body.byte()
        let about = try body.byte()
        return .error(ErrorReport(rawCode: code, about: about, detail: SecretBytes(copying: body.rest())))
      }
    }
  }

  /// The message's id.
  public var id: UInt8 {
    switch self {
    case .hello: DeviceMessageID.hello.rawValue
    case .pong: DeviceMessageID.pong.rawValue
    case .key: DeviceMessageID.key.rawValue
    case .code: DeviceMessageID.code.rawValue
    case .error: DeviceMessageID.error.rawValue
    case .unrecognized(let id, _): id
    }
  }

  /// Makes the frame that carries it.
  public func frame(sequence: UInt8) -> Frame {
    Frame(id: id, sequence: sequence, body: body)
  }

  private var body: SecretBytes {
    switch self {
    case .hello(let hello): Self.body(of: hello)
    case .pong(let tag): SecretBytes(copying: CollectionOfOne(tag))
    case .key(let key): SecretBytes(copying: CollectionOfOne(key.byte))
    case .code(let code): code
    case .error(let report): Self.body(of: report)
    case .unrecognized(_, let body): body
    }
  }

  private static func body(of hello: DeviceHello) -> SecretBytes {
    var bytes = [hello.version, hello.answeredTag]
    for shift in 0..<UInt32(4) {
      bytes.append(UInt8(truncatingIfNeeded: hello.capabilities.rawValue >> (8 * shift)))
    }
    for text in [hello.vendor, hello.product, hello.serial, hello.firmware] {
      bytes.append(UInt8(text.utf8.count))
      bytes.append(contentsOf: text.utf8)
    }
    return SecretBytes(copying: bytes)
  }

  private static func body(of report: ErrorReport) -> SecretBytes {
    SecretBytes(count: 2 + report.detail.count) { body in
      body[0] = report.rawCode
      body[1] = report.about
      report.detail.withBytes { UnsafeMutableRawBufferPointer(rebasing: body[2...]).copyMemory(from: $0) }
    }
  }
}
