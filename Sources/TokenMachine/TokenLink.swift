public import WireProtocol

/// The device's side of the protocol: it answers hello and ping, numbers its frames, and hands on what is for the
/// display and the lamp. It never waits for anything.
public struct TokenLink: Sendable {
  /// What it wants done.
  public enum Effect: Sendable {
    /// Write these bytes to the host, after those before.
    case send([UInt8])
    /// Show this text.
    case show(PrintableText)
    /// Give this signal.
    case feedback(Feedback)
  }

  private let identity: TokenIdentity
  private let capabilities: Capabilities
  private let versions: ClosedRange<UInt8>
  private var decoder = FrameDecoder()
  private var incoming = SequenceWatch()
  private var outgoing: UInt8 = 0

  /// Whether a host has greeted since the device started.
  public private(set) var isUp = false

  /// Makes the link of a device.
  /// - Parameter versions: the versions the device speaks; another range than the default is for tests of what a later
  ///   or an earlier device would do.
  public init(
    identity: TokenIdentity, capabilities: Capabilities, versions: ClosedRange<UInt8> = ProtocolVersion.supported
  ) {
    self.identity = identity
    self.capabilities = capabilities
    self.versions = versions
  }

  /// Starts the device: it asks a host that is already there for a hello (REQ-HEL-006).
  /// - Returns: bytes for the host.
  public mutating func start() -> [UInt8] {
    stop()
    return greeting(version: versions.lowerBound, answering: 0)
  }

  /// Forgets the host.
  public mutating func stop() {
    isUp = false
    decoder.reset()
  }

  /// Takes bytes from the host.
  public mutating func receive(_ bytes: [UInt8]) -> [Effect] {
    var effects: [Effect] = []
    for byte in bytes {
      // Noise finds no answer: on a line that echoes, answers would answer each other for ever (REQ-ERR-002).
      guard case .frame(let frame) = decoder.receive(byte), frame.id & 0x80 == 0 else { continue }
      take(frame, &effects)
    }
    return effects
  }

  /// Makes the frame that tells the host of a key or a code; nil while no host has greeted, since a key press kept for
  /// later would reach somebody else's login (REQ-KEY-003).
  public mutating func report(_ message: DeviceMessage) -> [UInt8]? {
    isUp ? encode(message) : nil
  }

  private mutating func take(_ frame: Frame, _ effects: inout [Effect]) {
    let message: HostMessage
    do {
      message = try HostMessage(frame)
    } catch {
      noteLoss(before: frame, &effects)
      answer(.error(ErrorReport(.badMessage, about: frame.id)), &effects)
      return
    }
    if case .hello(let hello) = message {
      take(hello, sequence: frame.sequence, &effects)
      return
    }
    guard isUp else {
      answer(.error(ErrorReport(.helloFirst, about: frame.id)), &effects)
      return
    }
    noteLoss(before: frame, &effects)
    switch message {
    case .hello: break
    case .ping(let tag): answer(.pong(tag: tag), &effects)
    case .show(let text):
      if capabilities.contains(.display) { effects.append(.show(text)) } else { refuse(frame, &effects) }
    case .feedback(let signal):
      if capabilities.contains(.feedback) { effects.append(.feedback(signal)) } else { refuse(frame, &effects) }
    case .unrecognized(let id, _):
      answer(.error(ErrorReport(.unknownMessage, about: id)), &effects)
    }
  }

  private mutating func take(_ hello: HostHello, sequence: UInt8, _ effects: inout [Effect]) {
    guard hello.versions.overlaps(versions) else {
      isUp = false
      answer(
        .error(
          ErrorReport(
            .noCommonVersion, about: HostMessageID.hello.rawValue, detail: [versions.lowerBound, versions.upperBound])),
        &effects)
      return
    }
    incoming.start(at: sequence)
    isUp = true
    let version = min(hello.versions.upperBound, versions.upperBound)
    effects.append(.send(greeting(version: version, answering: hello.tag)))
  }

  private mutating func greeting(version: UInt8, answering tag: UInt8) -> [UInt8] {
    outgoing = 0
    // The zero in front ends what the host has heard so far (REQ-HEL-002).
    return [0]
      + encode(
        .hello(
          DeviceHello(
            version: version, answeredTag: tag, capabilities: capabilities, vendor: identity.vendor,
            product: identity.product, serial: identity.serial, firmware: identity.firmware)))
  }

  private mutating func noteLoss(before frame: Frame, _ effects: inout [Effect]) {
    guard isUp else { return }
    let lost = incoming.lost(before: frame.sequence)
    if lost > 0 { answer(.error(ErrorReport(.lostFrames, about: frame.id, detail: [lost])), &effects) }
  }

  private mutating func refuse(_ frame: Frame, _ effects: inout [Effect]) {
    answer(.error(ErrorReport(.refused, about: frame.id)), &effects)
  }

  private mutating func answer(_ message: DeviceMessage, _ effects: inout [Effect]) {
    effects.append(.send(encode(message)))
  }

  private mutating func encode(_ message: DeviceMessage) -> [UInt8] {
    defer { outgoing &+= 1 }
    return message.frame(sequence: outgoing).encoded()
  }
}
