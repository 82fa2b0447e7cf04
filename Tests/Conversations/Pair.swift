package import Cryptography
package import HostPlatform
import OTPAlgorithms
package import Rig
package import TokenMachine
package import WireProtocol

package typealias Host = HostLink<SodiumSuite>
package typealias Device = TokenMachine<NettleKeyedHash, SodiumSuite>

/// A host and a device that know each other, made once: by a pairing over a good line, as any two are.
package struct Pair: Sendable {
  /// What the device keeps.
  package let image: SecretBytes
  /// What the host keeps.
  package let credentials: HostCredentials

  package static let capabilities: Capabilities = [
    .keys, .codes, .display, .feedback, .sound, .entry, .confirm, .challenge, .slots, .clock, .status, .pin, .session,
  ]

  package static let identity = TokenIdentity(
    vendor: "Keyport".utf8, product: "Test keypad".utf8, serial: "T-1".utf8, firmware: "1.0".utf8)

  /// Pairs a new device with a new host.
  package static func make(seed: UInt64) -> Pair {
    var random = SeededGenerator(seed: seed)
    let keys = KeyPair(secret: random.secret(32), by: SodiumKeyAgreement.self)
    var host = Host(credentials: HostCredentials(keys: keys, known: [], isRequired: false))
    var device = Device(identity: identity, capabilities: capabilities, memory: TokenMemory())
    var image: SecretBytes?
    var known: PublicKey?
    var toDevice: [[UInt8]] = []
    var hostEvents: [HostLinkEvent] = [.opened(entropy: random.secret(Host.entropySize)), .pair]
    var deviceEvents: [TokenEvent] = [.started]
    while !hostEvents.isEmpty || !deviceEvents.isEmpty || !toDevice.isEmpty {
      if !deviceEvents.isEmpty {
        for effect in device.handle(deviceEvents.removeFirst(), at: .zero, unixTime: nil) {
          switch effect {
          case .send(let bytes): hostEvents.append(.received(bytes))
          case .entropyWanted: deviceEvents.append(.entropy(random.secret(Device.entropySize)))
          case .memoryChanged(let changed): image = changed
          default: break
          }
        }
      } else if !toDevice.isEmpty {
        deviceEvents.append(.received(toDevice.removeFirst()))
      } else {
        for effect in host.handle(hostEvents.removeFirst(), at: .zero) {
          switch effect {
          case .send(let bytes): toDevice.append(bytes)
          case .entropyWanted: hostEvents.append(.entropy(random.secret(Host.entropySize)))
          case .pairingNumber:
            hostEvents.append(.pairVerdict(true))
            deviceEvents.append(.key(.enter))
          case .paired(let key): known = key
          default: break
          }
        }
      }
    }
    return Pair(
      image: image!, credentials: HostCredentials(keys: keys, known: [known!], isRequired: true))
  }
}

extension SeededGenerator {
  /// So many bytes of it.
  package mutating func secret(_ count: Int) -> SecretBytes {
    SecretBytes(copying: (0..<count).map { _ in UInt8.random(in: 0...255, using: &self) })
  }
}
