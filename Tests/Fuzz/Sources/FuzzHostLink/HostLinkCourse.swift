import Cryptography
import FuzzRig
import RoomRig
import WireProtocol

/// A host's link with a device that does as a script says, in virtual time. It traps where the link sends or tells what
/// it must not, or asks for a deadline that is past.
struct HostLinkCourse {
  private var link = HostLink()
  private var now = Duration.zero
  private var sent = SentFrames()
  /// What the device said it can do; nil while the link is not up.
  private var capabilities: Capabilities?
  private var helloTag: UInt8 = 0
  private var pingTag: UInt8 = 0
  private var sequence: UInt8 = 0

  mutating func step(_ script: inout Script) {
    switch script.byte() % 11 {
    case 0:
      capabilities = nil
      take(.opened, atMost: 1)
    case 1: receive(script.bytes(atMost: 255))
    case 2: receive(Frame(id: script.byte(), sequence: script.byte(), bytes: script.bytes(atMost: 122)).encoded())
    case 3: send(script.byte(), script.bytes(atMost: 122))
    case 4: send(.hello(hello(tag: helloTag, &script)))
    case 5: send(.hello(hello(tag: script.byte(), &script)))
    case 6: send(.pong(tag: pingTag))
    case 7:
      now += .milliseconds(Int(script.byte()) * 8)
      expire()
    case 8: take(.show(PrintableText(clipping: script.bytes(atMost: 255), limit: .max)), atMost: 1)
    case 9: take(.feedback(script.byte() & 1 == 0 ? .accepted : .refused), atMost: 1)
    default: take(.ping, atMost: 1)
    }
  }

  /// Lets time pass until the link waits for nothing more.
  mutating func wait() {
    var waits = 0
    while let deadline = link.nextDeadline {
      waits += 1
      precondition(waits <= LinkTiming.helloTries + LinkTiming.pingTries, "the link waits for ever")
      now = max(now, deadline)
      expire()
    }
  }

  // MARK: The device

  private func hello(tag: UInt8, _ script: inout Script) -> DeviceHello {
    let version = script.byte()
    let name = PrintableText(clipping: script.bytes(atMost: 28), limit: 28)
    return DeviceHello(
      version: version & 0xF0 == 0xF0 ? version : 0, answeredTag: tag,
      capabilities: Capabilities(rawValue: UInt32(version)),
      vendor: name, product: name, serial: name, firmware: name)
  }

  private mutating func send(_ message: DeviceMessage) {
    let frame = message.frame(sequence: sequence)
    send(frame.id, frame.body.copy)
  }

  /// Sends a frame with the number that is due.
  private mutating func send(_ id: UInt8, _ body: [UInt8]) {
    if id == DeviceMessageID.hello.rawValue { sequence = 0 }
    receive(Frame(id: id, sequence: sequence, bytes: body).encoded())
    sequence &+= 1
  }

  // MARK: The link

  private mutating func receive(_ bytes: [UInt8]) {
    var single = link
    let expected = Transcript(bytes.flatMap { single.handle(.received([$0]), at: now) })
    let effects = take(.received(bytes), atMost: 2 * bytes.count { $0 == 0 })
    precondition(Transcript(effects) == expected, "how the bytes came makes a difference")
    precondition(single.nextDeadline == link.nextDeadline, "how the bytes came makes a difference in time")
  }

  private mutating func expire() {
    let isDue = link.nextDeadline.map { $0 <= now } ?? false
    take(.deadline, atMost: isDue ? 1 : 0)
    if isDue, let deadline = link.nextDeadline { precondition(deadline > now, "a deadline stays in the past") }
  }

  @discardableResult
  private mutating func take(_ event: HostLinkEvent, atMost most: Int) -> [HostLinkEffect] {
    let earlier = link.nextDeadline
    let effects = link.handle(event, at: now)
    precondition(effects.count <= most, "more effects than causes")
    for effect in effects { judge(effect) }
    if let deadline = link.nextDeadline, deadline != earlier {
      precondition(deadline > now, "a new deadline has passed already")
    }
    return effects
  }

  private mutating func judge(_ effect: HostLinkEffect) {
    switch effect {
    case .send(let bytes):
      guard let message = try? HostMessage(sent.take(bytes)) else { fatalError("no message was sent") }
      judge(message)
    case .up(let hello):
      precondition(ProtocolVersion.supported.contains(hello.version) && hello.answeredTag == helloTag, "a wrong hello")
      capabilities = hello.capabilities
    case .restarted:
      precondition(capabilities != nil, "what was not up has started anew")
      capabilities = nil
    case .failed:
      capabilities = nil
    case .code(let code):
      precondition(capabilities != nil, "a code came before the hello")
      precondition(code.copy.allSatisfy { (0x30...0x39).contains($0) }, "a code has more than digits")
    case .lostFrames(let count):
      precondition(capabilities != nil && count > 0, "no frame is lost")
    case .key, .error, .pong, .damagedFrame, .skipped:
      precondition(capabilities != nil, "a device is heard before its hello")
    }
  }

  private mutating func judge(_ message: HostMessage) {
    switch message {
    case .hello(let hello):
      precondition(capabilities == nil && hello.versions == ProtocolVersion.supported, "a hello out of turn")
      precondition(hello.tag != helloTag, "a tag is used again")
      helloTag = hello.tag
    case .ping(let tag):
      precondition(capabilities != nil, "a ping before the hello")
      pingTag = tag
    case .show:
      precondition(capabilities?.contains(.display) == true, "a text for a device without display")
    case .feedback:
      precondition(capabilities?.contains(.feedback) == true, "a signal for a device without one")
    case .unrecognized:
      fatalError("the link sent what it does not know")
    }
  }
}
