public import Cryptography

/// A message from the host to a device (firmware-spec, tables `messages` and `fields`).
public enum HostMessage: Sendable {
  /// Starts the conversation, or starts it over.
  case hello(HostHello)
  /// Asks whether the device is there; the pong repeats the tag.
  case ping(tag: UInt8)
  /// Shows a text of at most `FrameLimits.longestBody` bytes; an empty one clears the display.
  case show(PrintableText)
  /// Tells the person how the login ended.
  case feedback(Feedback)
  /// A message, or a value in one, that this version does not know: kept, and skipped.
  case unrecognized(id: UInt8, body: SecretBytes)

  /// Reads a frame.
  public init(_ frame: Frame) throws(MessageFault) {
    guard let id = HostMessageID(rawValue: frame.id) else {
      self = .unrecognized(id: frame.id, body: frame.body)
      return
    }
    self = try frame.body.withBytes { (bytes) throws(MessageFault) -> HostMessage in
      var body = BodyReader(bytes)
      switch id {
      case .hello:
        let lowest = try body.byte()
        let highest = try body.byte()
        let tag = try body.byte()
        guard lowest <= highest, tag > 0 else { throw .outOfRange }
        return .hello(HostHello(versions: lowest...highest, tag: tag))
      case .ping:
        return .ping(tag: try body.byte())
      case .show:
        guard let text = PrintableText(body.rest()) else { throw .badText }
        return .show(text)
      case .feedback:
        guard let signal = Feedback(rawValue: try body.byte()) else {
          return .unrecognized(id: frame.id, body: frame.body)
        }
        return .feedback(signal)
      }
    }
  }

  /// The message's id.
  public var id: UInt8 {
    switch self {
    case .hello: HostMessageID.hello.rawValue
    case .ping: HostMessageID.ping.rawValue
    case .show: HostMessageID.show.rawValue
    case .feedback: HostMessageID.feedback.rawValue
    case .unrecognized(let id, _): id
    }
  }

  /// Makes the frame that carries it.
  public func frame(sequence: UInt8) -> Frame {
    Frame(id: id, sequence: sequence, body: body)
  }

  private var body: SecretBytes {
    switch self {
    case .hello(let hello):
      SecretBytes(copying: [hello.versions.lowerBound, hello.versions.upperBound, hello.tag])
    case .ping(let tag): SecretBytes(copying: CollectionOfOne(tag))
    case .show(let text): SecretBytes(copying: text.utf8)
    case .feedback(let signal): SecretBytes(copying: CollectionOfOne(signal.rawValue))
    case .unrecognized(_, let body): body
    }
  }
}
