import Cryptography
import HostPlatform
import Rig
import TokenMachine
import WireProtocol

/// Two links, a wire that may lose what is on it, and people who do what they please.
struct StateCourse {
  private typealias Link = TokenLink<SodiumSuite>

  private var host: Host
  private var device: Link
  private var now = Duration.zero
  private var toDevice: [[UInt8]] = []
  private var toHost: [[UInt8]] = []

  init(_ random: inout SeededGenerator) {
    let hostKeys = Self.keys(1)
    let deviceKeys = Self.keys(2)
    let knows = Bool.random(using: &random)
    host = Host(
      credentials: Int.random(in: 0..<8, using: &random) == 0
        ? nil
        : HostCredentials(
          keys: hostKeys, known: knows ? [deviceKeys.publicKey] : [],
          isRequired: Int.random(in: 0..<8, using: &random) == 0))
    device = Link(
      identity: TokenIdentity(vendor: [], product: [], serial: [], firmware: []), capabilities: [.keys, .display],
      staticKeys: Int.random(in: 0..<8, using: &random) == 0 ? nil : deviceKeys,
      hosts: [knows ? [hostKeys.publicKey] : [], [], [Self.keys(3).publicKey]].randomElement(using: &random)!,
      versions: Int.random(in: 0..<10, using: &random) == 0 ? 2...3 : 1...1)
    device.isPairingOpen = true
    device.entropy = Self.entropy(Link.entropySize, &random)
  }

  /// Lets one thing happen.
  /// - Returns: the ways that the links went.
  mutating func step(_ random: inout SeededGenerator) -> [StatesTests.Transition] {
    var gone: [StatesTests.Transition] = []
    switch Int.random(in: 0..<40, using: &random) {
    case 0: tellHost(.opened(entropy: Self.entropy(Host.entropySize, &random)), &gone, &random)
    case 1: tellHost(.ping, &gone, &random)
    case 2, 3, 4: tellHost(.pair, &gone, &random)
    case 5, 6, 7: tellHost(.pairVerdict(Int.random(in: 0..<4, using: &random) > 0), &gone, &random)
    case 8: tellHost(.request(.getFirmware, ticket: 1), &gone, &random)
    case 9: tellDevice(&gone, &random) { link, now in link.start(at: now) }
    case 10: if Int.random(in: 0..<4, using: &random) == 0 { tellDevice(&gone, &random) { link, _ in link.stop() } }
    case 11: tellDevice(&gone, &random) { link, now in link.report(.key(.digit(1)), at: now) }
    case 12, 13: tellDevice(&gone, &random) { link, now in link.takePersonsVerdict(true, at: now) }
    case 14: toDevice.append(Self.garbage(host: true, &random))
    case 15: toHost.append(Self.garbage(host: false, &random))
    case 16: if !toDevice.isEmpty { toDevice.removeFirst() }
    case 17: if !toHost.isEmpty { toHost.removeFirst() }
    case 18, 19:
      // Whoever waits longest is let wait in vain.
      guard let deadline = [host.nextDeadline, device.nextDeadline].compactMap({ $0 }).randomElement(using: &random)
      else { break }
      now = max(now, deadline)
      if let due = host.nextDeadline, due <= now { tellHost(.deadline, &gone, &random) }
      if let due = device.nextDeadline, due <= now {
        tellDevice(&gone, &random) { link, now in link.timeOut(at: now) }
      }
    case 20:
      // Silence for as long as it takes.
      tellHost(.ping, &gone, &random)
      for _ in 0..<14 {
        toHost = []
        toDevice = []
        guard let deadline = host.nextDeadline else { break }
        now = max(now, deadline)
        tellHost(.deadline, &gone, &random)
      }
    case 21 where device.state == .secured:
      // As it does when it was asked to unpair.
      tellDevice(&gone, &random) { link, _ in
        link.forgetHost()
        return []
      }
    default:
      if !toDevice.isEmpty {
        for byte in toDevice.removeFirst() {
          tellDevice(&gone, &random) { link, now in link.receive(byte, at: now) }
        }
      }
      if !toHost.isEmpty { tellHost(.received(toHost.removeFirst()), &gone, &random) }
    }
    return gone
  }

  private mutating func tellHost(
    _ event: HostLinkEvent, _ gone: inout [StatesTests.Transition], _ random: inout SeededGenerator
  ) {
    let before = host.state
    let effects = host.handle(event, at: now)
    gone.append(StatesTests.Transition(side: "host", from: "\(before)", to: "\(host.state)"))
    for effect in effects {
      switch effect {
      case .send(let bytes): toDevice.append(bytes)
      case .entropyWanted: tellHost(.entropy(Self.entropy(Host.entropySize, &random)), &gone, &random)
      default: break
      }
    }
  }

  private mutating func tellDevice(
    _ gone: inout [StatesTests.Transition], _ random: inout SeededGenerator,
    _ event: (inout TokenLink<SodiumSuite>, Duration) -> [TokenLinkEffect]
  ) {
    let before = device.state
    let effects = event(&device, now)
    gone.append(StatesTests.Transition(side: "device", from: "\(before)", to: "\(device.state)"))
    for effect in effects {
      switch effect {
      case .send(let bytes): toHost.append(bytes)
      case .entropyWanted: device.entropy = Self.entropy(Link.entropySize, &random)
      case .request(_, let about):
        tellDevice(&gone, &random) { link, now in link.answer(.done(about: about), at: now) }
      case .pairWith(let key):
        device.hosts = [key]
        tellDevice(&gone, &random) { link, now in link.endPairing(kept: true, at: now) }
      case .reset, .comparePairingNumber, .pairingEnded: break
      }
    }
  }

  /// A frame that is whole, and says nothing good.
  private static func garbage(host: Bool, _ random: inout SeededGenerator) -> [UInt8] {
    let ids: [UInt8] = host ? [0x04, 0x05, 0x34, 0x40] : [0x84, 0x85, 0x86, 0x90]
    let body = (0..<Int.random(in: 0...40, using: &random)).map { _ in UInt8.random(in: 0...255, using: &random) }
    let report = [UInt8.random(in: 1...4, using: &random), 1, 2, 3]
    let id = ids.randomElement(using: &random)!
    return Frame(
      id: id, sequence: UInt8.random(in: 0...4, using: &random), body: SecretBytes(copying: id == 0x86 ? report : body)
    ).encoded()
  }

  private static func keys(_ number: UInt8) -> KeyPair {
    KeyPair(secret: SecretBytes(copying: [UInt8](repeating: number, count: 32)), by: SodiumKeyAgreement.self)
  }

  private static func entropy(_ count: Int, _ random: inout SeededGenerator) -> SecretBytes {
    SecretBytes(copying: (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) })
  }
}
