import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import TokenEmulator

/// A stand-in token at one end of a stream and the real driver at the other, with the bytes handed across in turn.
struct Seat {
  var token: StandInToken<NettleKeyedHash, SodiumSuite>
  var now = Duration.zero
  var wallClock = Duration.zero
  private(set) var driver = try! KeyportKeypad<SodiumSuite>(settings: DriverSettings())
  private(set) var words: [String] = []
  private(set) var saved: [SecretBytes] = []

  init(token: StandInToken<NettleKeyedHash, SodiumSuite>) { self.token = token }

  /// Plugs the token in and opens the line to it.
  mutating func connect() {
    take(token.handle(.connected, at: now, wallClock: wallClock))
    take(driver.handle(.opened, at: now))
  }

  mutating func token(_ event: StandInEvent) {
    take(token.handle(event, at: now, wallClock: wallClock))
  }

  mutating func ask(_ command: DeviceCommand) {
    take(driver.perform(command, at: now))
  }

  mutating func settle(slot: Int, saved: Bool) {
    take(token.settle(slot: slot, saved: saved))
  }

  private mutating func take(_ effects: [StandInEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): take(driver.handle(.received(bytes), at: now))
      case .memoryChanged(let image): saved.append(image)
      }
    }
  }

  private mutating func take(_ effects: [DriverEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): take(token.handle(.received(bytes), at: now, wallClock: wallClock))
      case .ready(let identity, let capabilities):
        words.append("ready \(identity.vendor) \(identity.product) \(identity.serial ?? "-")")
        words.append(capabilities.names.joined(separator: " "))
      case .event(.key(.digit(let digit))): words.append("digit \(digit)")
      case .event(.key(.enter)): words.append("enter")
      case .event(.key(.clear)): words.append("clear")
      case .event(.code(let code)): words.append("code \(code.text)")
      case .event(.inputSpoiled(let fault)): words.append("spoiled \(fault.rawValue)")
      case .failed(let reason): words.append("failed \(reason)")
      case .entropyWanted(let count):
        let entropy = SecretBytes(copying: [UInt8](repeating: 7, count: count))
        take(driver.handle(.entropy(entropy), at: now))
      case .event(.yubicoOTP), .event(.answer), .event(.notice), .note, .session, .unit, .setFeatureReport,
        .getFeatureReport:
        break
      }
    }
  }
}

extension SecretBytes {
  var text: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
