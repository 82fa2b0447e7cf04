import Cryptography
import HostPlatform
import OTPAlgorithms
import Testing
import TokenMachine
import WireProtocol

typealias Host = HostLink<SodiumSuite>
typealias Token = TokenMachine<NettleKeyedHash, SodiumSuite>

/// A host and a device with a wire between them that a transcript carries the bytes over. Their random numbers are those
/// that firmware-spec/transcripts/README.md names.
struct Bench {
  private var host: Host
  private var device: Token
  private var now = Duration.zero
  private var drawnByHost: UInt8 = 0
  private var drawnByDevice: UInt8 = 0
  private var ticket: UInt32 = 0
  private var shown = ""

  /// What each side has written and no line of the transcript has carried yet.
  private(set) var fromHost: [UInt8] = []
  private(set) var fromDevice: [UInt8] = []
  /// What the sides have told and no line of the transcript has said yet.
  private(set) var told: [String] = []

  init(capabilities: Capabilities) {
    let keys = KeyPair(secret: SecretBytes(copying: [UInt8](repeating: 0x11, count: 32)), by: SodiumKeyAgreement.self)
    host = Host(credentials: HostCredentials(keys: keys, known: [], isRequired: false))
    device = Token(
      identity: TokenIdentity(
        vendor: "Example".utf8, product: "Keypad 12".utf8, serial: "K-0042".utf8, firmware: "1.4".utf8),
      capabilities: capabilities, memory: TokenMemory())
  }

  /// Lets happen what an event line says.
  mutating func happen(_ event: String) throws {
    let words = event.split(separator: " ").map(String.init)
    switch (words.first, words.dropFirst().joined(separator: " ")) {
    case ("host", "opens the line"): tell(host.handle(.opened(entropy: hostEntropy()), at: now))
    case ("host", "pings"): tell(host.handle(.ping, at: now))
    case ("host", let rest) where rest.hasPrefix("asks "):
      let bytes = FirmwareSpec.bytes(rest.dropFirst(5))
      ticket += 1
      let message = try HostMessage(id: bytes[0], body: SecretBytes(copying: bytes[1...]))
      tell(host.handle(.request(message, ticket: ticket), at: now))
    case ("operator", "pairs"): tell(host.handle(.pair, at: now))
    case ("operator", "says equal"): tell(host.handle(.pairVerdict(true), at: now))
    case ("device", "starts"): tell(device.handle(.started, at: now, unixTime: nil))
    case ("person", let rest):
      let name = rest.dropFirst("presses ".count)
      let key: KeyCode = name == "Enter" ? .enter : name == "Clear" ? .clear : .digit(try #require(UInt8(name)))
      tell(device.handle(.key(key), at: now, unixTime: nil))
    case (let count?, "ms pass"):
      now += .milliseconds(try #require(Int(count)))
      if let deadline = host.nextDeadline, deadline <= now { tell(host.handle(.deadline, at: now)) }
      if let deadline = device.nextDeadline, deadline <= now { tell(device.handle(.deadline, at: now, unixTime: nil)) }
    default: Issue.record("no such event: \(event)")
    }
  }

  /// Takes what a side has written first off the wire, and hands it over unless it is lost.
  /// - Returns: whether the side had written just that.
  mutating func carry(_ bytes: [UInt8], from sender: Transcript.Sender, arrives: Bool) -> Bool {
    switch sender {
    case .host:
      guard fromHost.starts(with: bytes) else { return false }
      fromHost.removeFirst(bytes.count)
    case .device:
      guard fromDevice.starts(with: bytes) else { return false }
      fromDevice.removeFirst(bytes.count)
    case .stranger: break
    }
    if arrives, sender == .device { tell(host.handle(.received(bytes), at: now)) }
    if arrives, sender != .device { tell(device.handle(.received(bytes), at: now, unixTime: nil)) }
    return true
  }

  /// Takes what a side told first; one side's words wait for no other's.
  mutating func hear(from side: Substring) -> String? {
    told.firstIndex { $0.hasPrefix(side) }.map { told.remove(at: $0) }
  }

  private mutating func tell(_ effects: [HostLinkEffect]) {
    for effect in effects {
      if case .send(let bytes) = effect { fromHost += bytes }
      if let words = effect.words { told.append("host \(words)") }
      if case .entropyWanted = effect { tell(host.handle(.entropy(hostEntropy()), at: now)) }
    }
  }

  private mutating func tell(_ effects: [TokenEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): fromDevice += bytes
      case .displayChanged: break
      case .signal(let signal, _): told.append("device signals \(signal)")
      case .entropyWanted:
        let bytes = SecretBytes(
          copying: [UInt8](repeating: 0x50 + drawnByDevice, count: 32)
            + [UInt8](repeating: 0x60 + drawnByDevice, count: 16) + [UInt8](repeating: 0x22, count: 32))
        drawnByDevice += 1
        tell(device.handle(.entropy(bytes), at: now, unixTime: nil))
      case .memoryChanged, .selfTest, .restart: break
      }
    }
    // What stood there for no time at all was not seen.
    let text = device.display.withBytes { String(decoding: $0, as: UTF8.self) }
    guard text != shown else { return }
    shown = text
    told.append(text.isEmpty ? "device shows" : "device shows \(text)")
  }

  private mutating func hostEntropy() -> SecretBytes {
    defer { drawnByHost += 1 }
    return SecretBytes(
      copying: [UInt8](repeating: 0x30 + drawnByHost, count: 32) + [UInt8](repeating: 0x40 + drawnByHost, count: 16)
        + [0, 0, 0, 0])
  }
}

extension HostLinkEffect {
  /// The effect as transcripts write it; nil for bytes and entropy.
  fileprivate var words: String? {
    func text(_ secret: SecretBytes) -> String { secret.withBytes { String(decoding: $0, as: UTF8.self) } }
    return switch self {
    case .send, .entropyWanted: nil
    case .up(_, .none): "up"
    case .up(_, .session): "up in a session"
    case .restarted: "restarted"
    case .failed(let failure): "failed \(failure)"
    case .message(.key(.digit(let digit))): "key digit \(digit)"
    case .message(.key(.enter)): "key enter"
    case .message(.key(.clear)): "key clear"
    case .message(.entered(let digits)): "entered \(text(digits))"
    case .message(.confirmed(let request, .yes(let number))): "confirmed \(request) yes \(text(number))"
    case .message(.confirmed(let request, let answer)): "confirmed \(request) \(answer)"
    case .message(.response(let request, let code)): "response \(request) \(text(code))"
    case .message(let message): "message \(message.id)"
    case .answered(_, .refused(_, let refusal)): "answered refused \(refusal.reason.map { "\($0)" } ?? "?")"
    case .answered(_, let message): "answered \(DeviceMessageID(rawValue: message.id).map { "\($0)" } ?? "?")"
    case .unanswered: "unanswered"
    case .settled(_, let delivery): "settled \(delivery)"
    case .error(let report): "error \(report.code.map { "\($0)" } ?? "?")"
    case .pong: "pong"
    case .damagedFrame: "damaged frame"
    case .malformed(let id): "malformed \(String(id, radix: 16))"
    case .skipped(let id): "skipped \(String(id, radix: 16))"
    case .pairingNumber(let number): "pairing number \(number)"
    case .paired: "paired"
    case .pairingFailed(let failure): "pairing failed \(failure)"
    }
  }
}
