import Cryptography
import HostPlatform
import OTPAlgorithms
import Rig
package import TokenMachine
package import WireProtocol

/// Both machines over a line that a test can read, cut and write on: what either wants is carried out at once, and kept.
package struct Dialogue {
  /// The host's machine.
  package var host: Host
  /// The device's machine.
  package var device: Device
  /// Virtual time.
  package var now = Duration.zero
  /// What the host told, but bytes and wishes for entropy.
  package var told: [HostLinkEffect] = []
  /// What the device wanted done, but bytes and entropy.
  package var done: [TokenEffect] = []
  /// What is left of a frame on its way to the device; the frame itself where nothing is said.
  package var toDevice: (Frame) -> [UInt8] = { $0.encoded() }
  /// What is left of a frame on its way to the host.
  package var toHost: (Frame) -> [UInt8] = { $0.encoded() }
  /// Every frame that the host sent, and that the device sent.
  package var fromHost: [Frame] = []
  package var fromDevice: [Frame] = []
  /// What the device has kept last.
  package var memory: TokenMemory
  /// The time of day that the device has from elsewhere.
  package var unixTime: UInt64?

  private let capabilities: Capabilities
  private var random = SeededGenerator(seed: 7)

  /// A host and a device that have not spoken yet.
  package init(
    capabilities: Capabilities = Pair.capabilities.subtracting(.session), memory: TokenMemory = TokenMemory(),
    credentials: HostCredentials? = nil
  ) {
    self.capabilities = capabilities
    self.memory = memory
    host = Host(credentials: credentials)
    device = Device(identity: Pair.identity, capabilities: capabilities, memory: memory)
  }

  /// A host and a device that are paired and have a session.
  package static func paired(capabilities: Capabilities = Pair.capabilities) -> Dialogue {
    let pair = Pair.make(seed: 1)
    var dialogue = Dialogue(
      capabilities: capabilities, memory: try! TokenMemory(image: pair.image), credentials: pair.credentials)
    dialogue.begin()
    return dialogue
  }

  /// Gives both power.
  package mutating func begin() {
    start()
    open()
  }

  /// Opens the host's line.
  package mutating func open() {
    let entropy = random.secret(Host.entropySize)
    tell(.opened(entropy: entropy))
  }

  /// Starts the device from what it keeps.
  package mutating func start() {
    device = Device(identity: Pair.identity, capabilities: capabilities, memory: memory)
    happen(.started)
  }

  /// Tells the host's machine something.
  package mutating func tell(_ event: HostLinkEvent) {
    for effect in host.handle(event, at: now) {
      switch effect {
      case .send(let bytes):
        for frame in Self.frames(bytes) {
          fromHost.append(frame)
          let left = toDevice(frame)
          if !left.isEmpty { happen(.received(left)) }
        }
      case .entropyWanted:
        let entropy = random.secret(Host.entropySize)
        tell(.entropy(entropy))
      default: told.append(effect)
      }
    }
  }

  /// Lets something happen to the device.
  package mutating func happen(_ event: TokenEvent) {
    for effect in device.handle(event, at: now, unixTime: unixTime) {
      switch effect {
      case .send(let bytes):
        for frame in Self.frames(bytes) {
          fromDevice.append(frame)
          let left = toHost(frame)
          if !left.isEmpty { tell(.received(left)) }
        }
      case .entropyWanted:
        let entropy = random.secret(Device.entropySize)
        happen(.entropy(entropy))
      case .memoryChanged(let image):
        memory = try! TokenMemory(image: image)
        done.append(effect)
      default: done.append(effect)
      }
    }
  }

  /// Asks the device for something.
  package mutating func ask(_ message: HostMessage, ticket: UInt32 = 1) { tell(.request(message, ticket: ticket)) }

  /// Presses keys: digits, `#` for Enter, `*` for Clear.
  package mutating func type(_ keys: String) {
    for key in keys.utf8 {
      switch key {
      case UInt8(ascii: "#"): happen(.key(.enter))
      case UInt8(ascii: "*"): happen(.key(.clear))
      default: happen(.key(.digit(key - 0x30)))
      }
    }
  }

  /// Lets time pass, with each deadline at its time.
  package mutating func pass(_ duration: Duration) {
    let end = now + duration
    while let deadline = [host.nextDeadline, device.nextDeadline].compactMap({ $0 }).min(), deadline <= end {
      now = max(now, deadline)
      if host.nextDeadline.map({ $0 <= now }) == true { tell(.deadline) }
      if device.nextDeadline.map({ $0 <= now }) == true { happen(.deadline) }
    }
    now = end
  }

  /// What the host told since the last call.
  package mutating func takeTold() -> [HostLinkEffect] {
    defer { told = [] }
    return told
  }

  /// What was answered to the request with this ticket.
  package func answer(_ ticket: UInt32 = 1) -> DeviceMessage? {
    for effect in told.reversed() {
      if case .answered(ticket, let message) = effect { return message }
    }
    return nil
  }

  /// What the device told unasked.
  package var messages: [DeviceMessage] {
    told.compactMap { if case .message(let message) = $0 { message } else { nil } }
  }

  /// What became of the message with this ticket, every word of it.
  package func deliveries(_ ticket: UInt32 = 1) -> [Delivery] {
    told.compactMap { if case .settled(ticket, let delivery) = $0 { delivery } else { nil } }
  }

  /// The keys that reached the host.
  package var keys: [KeyCode] {
    messages.compactMap { if case .key(let key) = $0 { key } else { nil } }
  }

  /// What the display shows.
  package var display: String { device.display.text }

  /// Frames in bytes.
  package static func frames(_ bytes: [UInt8]) -> [Frame] {
    var decoder = FrameDecoder()
    return bytes.compactMap { byte in
      if case .frame(let frame)? = decoder.receive(byte) { frame } else { nil }
    }
  }
}
