import Conversations
import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import Rig
import TokenMachine
import WireProtocol

/// The driver of the device protocol and the device's own machine, with nothing in between; the driver's CPU time is
/// counted.
struct KeyLine {
  /// What the driver has used up since `start`, in microseconds of CPU time.
  private(set) var driverTime = 0.0
  private(set) var isReady = false

  private var driver: KeyportKeypad<SodiumSuite>
  private var device: Device
  private var random: SeededGenerator
  private var keys = 0

  /// - Parameter pair: who have met before, for a session between them; nil for a device without sessions.
  init(_ pair: Pair?, seed: UInt64 = 4) throws {
    random = SeededGenerator(seed: seed)
    driver = try KeyportKeypad(settings: DriverSettings())
    guard let pair else {
      device = Device(
        identity: Pair.identity, capabilities: Pair.capabilities.subtracting(.session), memory: TokenMemory())
      return
    }
    device = Device(
      identity: Pair.identity, capabilities: Pair.capabilities, memory: try TokenMemory(image: pair.image))
    let credentials = DeviceCredentials(
      keys: pair.credentials.keys, known: pair.credentials.known, isRequired: true)
    _ = driver.perform(.useCredentials(credentials), at: .zero)
  }

  /// Opens the line: hello, and the handshake where there is to be a session.
  mutating func start() {
    happen(.started)
    tell(.opened)
  }

  /// Presses a key.
  /// - Returns: the driver's CPU time from the frame's bytes to the event and the acknowledgement, in microseconds; nil
  ///   where no event came.
  mutating func press(_ key: KeyCode) -> Double? {
    let before = (time: driverTime, keys: keys)
    happen(.key(key))
    return keys == before.keys + 1 ? driverTime - before.time : nil
  }

  private mutating func tell(_ event: TransportEvent) {
    let begin = Sample.processorMicroseconds()
    let effects = driver.handle(event, at: .zero)
    driverTime += Sample.processorMicroseconds() - begin
    for effect in effects {
      switch effect {
      case .send(let bytes): happen(.received(bytes))
      case .entropyWanted(let count):
        let entropy = random.secret(count)
        tell(.entropy(entropy))
      case .ready: isReady = true
      case .event(.key): keys += 1
      default: break
      }
    }
  }

  private mutating func happen(_ event: TokenEvent) {
    for effect in device.handle(event, at: .zero, unixTime: nil) {
      switch effect {
      case .send(let bytes): tell(.received(bytes))
      case .entropyWanted:
        let entropy = random.secret(Device.entropySize)
        happen(.entropy(entropy))
      default: break
      }
    }
  }
}
