import Cryptography
import DeviceDrivers
import DeviceModel
import FuzzRig
import HostPlatform
import RoomRig

/// A driver and whatever its line may bring; traps where it does what it may not.
struct OSDPCourse {
  /// The settings that it is tried with.
  static let ways: [[String: String]] = [
    [:], ["scbk": "c0ffee00112233445566778899aabbcc"], ["addresses": "0,1,5", "check": "checksum", "tamper": "ignore"],
    ["install-mode": "yes", "new-scbk": "c0ffee00112233445566778899aabbcc"],
    ["scbk": "c0ffee00112233445566778899aabbcc", "secure": "preferred", "comset-address": "4"],
  ]

  private let isSecured: Bool
  private let addresses: Set<UInt8>
  private var driver: OSDP<NettleAES128>
  private var now = Duration.zero
  private var ready: Set<Int> = []
  private var question: OSDPPacket?

  init(_ way: [String: String]) {
    guard let driver = try? OSDP<NettleAES128>(settings: DriverSettings(way)) else {
      fatalError("settings are refused")
    }
    self.driver = driver
    isSecured = way["scbk"] != nil && way["secure"] == nil || way["install-mode"] != nil
    addresses = driver.units.isEmpty ? [0] : Set(driver.units.map(UInt8.init))
    take(self.driver.handle(.opened, at: now))
  }

  /// Hears `bytes` in answer to the first question; how they are cut makes no difference.
  func hear(_ bytes: [UInt8]) {
    for effects in DriverTrial(driver).run(bytes, size: 2 + bytes.count % 29, at: now) {
      for effect in effects {
        if case .event(.key) = effect { fatalError("a key came before the device had said who it is") }
      }
    }
  }

  consuming func run(_ script: consuming Script) {
    while !script.isAtEnd {
      switch script.byte() % 8 {
      case 0: take(driver.handle(.received(script.bytes(atMost: 64)), at: now))
      case 1: pass()
      case 2: take(driver.perform(.show("text"), at: now))
      case 3: take(driver.perform(.feedback(.refused), unit: Int(script.byte() % 6), at: now))
      default: answer(code: script.byte(), security: script.byte(), data: script.bytes(atMost: 48))
      }
    }
    // However it went, it goes on asking, or has said why not.
    for _ in 0..<20 { pass() }
  }

  /// The clock comes to the driver's deadline.
  private mutating func pass() {
    guard let deadline = driver.nextDeadline else { return }
    precondition(deadline > now, "a deadline has passed already")
    precondition(deadline <= now + .seconds(6), "nothing is asked for long")
    now = deadline
    take(driver.handle(.deadline, at: now))
  }

  /// The device that was asked answers, with a right check and the right number; perhaps after the wait for its turn.
  private mutating func answer(code: UInt8, security: UInt8, data: [UInt8]) {
    for _ in 0..<3 where question == nil { pass() }
    guard let question else { return }
    let block: [UInt8]? = (0x11...0x14).contains(security) ? [security, 1] : nil
    take(
      driver.handle(
        .received(
          OSDPPacket.encoded(
            address: question.address | 0x80, sequence: code == 0x79 ? 0 : question.sequence, check: question.check,
            security: block, code: code, data: data)), at: now))
  }

  private mutating func take(_ effects: [DriverEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): take(sent: bytes)
      case .entropyWanted(let count):
        precondition(count == 8, "a challenge has eight bytes")
        take(driver.handle(.entropy(SecretBytes(copying: [UInt8](repeating: 7, count: count))), at: now))
      case .ready: ready.insert(-1)
      case .failed: ready.remove(-1)
      case .event(.key): precondition(ready.contains(-1), "a key came from a device that is not ready")
      case .unit(let unit, .ready): ready.insert(unit)
      case .unit(let unit, .failed): ready.remove(unit)
      case .unit(let unit, .event(.key)):
        precondition(ready.contains(unit), "a key came from a device that is not ready")
      case .event, .note, .unit: break
      case .session: fatalError("a bus of OSDP has no session of ours")
      case .setFeatureReport, .getFeatureReport: fatalError("a serial line has no feature reports")
      }
    }
    precondition(effects.isEmpty || driver.nextDeadline.map { $0 > now } ?? true, "a deadline has passed already")
  }

  private mutating func take(sent bytes: [UInt8]) {
    guard bytes.first == OSDPPacket.mark, let packet = try? OSDPPacket(Array(bytes.dropFirst())) else {
      fatalError("something else than a packet was sent")
    }
    precondition(!packet.isReply && addresses.contains(packet.address), "a packet was sent to nobody")
    if isSecured, [0x60, 0x69, 0x6A, 0x6B].contains(packet.code) {
      precondition(packet.security.map(OSDPSecurityBlock.hasMAC) == true, "a device was used without its channel")
    }
    question = packet
  }
}
