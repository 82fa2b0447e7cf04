import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import Testing

/// A driver and the devices on its line under a clock that the test moves: every answer comes at once, or not at all.
struct OSDPLine {
  var driver: OSDP<NettleAES128>
  var peers: [OSDPPeer]
  var now = Duration.zero
  /// What the driver told, without what it sent.
  var told: [String] = []
  /// What it sent, packet by packet.
  var sent: [[UInt8]] = []
  /// What becomes of a reply on its way; nil loses it.
  var spoil: ([UInt8]) -> [UInt8]? = { $0 }
  private var entropy: UInt8 = 0

  init(_ settings: [String: String] = [:], _ peers: [OSDPPeer] = [OSDPPeer()]) throws {
    driver = try OSDP(settings: DriverSettings(settings))
    self.peers = peers
  }

  mutating func open() { run(driver.handle(.opened, at: now)) }

  mutating func perform(_ command: DeviceCommand, unit: Int? = nil) {
    run(unit.map { driver.perform(command, unit: $0, at: now) } ?? driver.perform(command, at: now))
  }

  mutating func receive(_ bytes: [UInt8]) { run(driver.handle(.received(bytes), at: now)) }

  /// Moves the clock from deadline to deadline for as long as `span`.
  mutating func wait(_ span: Duration) {
    let end = now + span
    var turns = 0
    while let deadline = driver.nextDeadline, deadline <= end {
      #expect(deadline > now, "a deadline that has passed would spin")
      now = max(now, deadline)
      turns += 1
      guard turns < 100_000 else {
        Issue.record("it never rests")
        return
      }
      run(driver.handle(.deadline, at: now))
    }
    now = end
  }

  /// What was told since the last time, notes left out.
  mutating func news() -> [String] {
    defer { told = [] }
    return told.filter { $0 != "note" && !$0.hasPrefix("notice") && !$0.hasSuffix(": note") }
  }

  private mutating func run(_ effects: [DriverEffect]) {
    told += words(effects).filter { !$0.hasPrefix("entropy") }
    for effect in effects {
      switch effect {
      case .send(let bytes):
        sent.append(bytes)
        for index in peers.indices {
          guard let reply = try? peers[index].reply(to: bytes), let arrived = spoil(reply) else { continue }
          run(driver.handle(.received(arrived), at: now))
        }
      case .entropyWanted(let count):
        entropy &+= 1
        run(driver.handle(.entropy(SecretBytes(copying: [UInt8](repeating: entropy, count: count))), at: now))
      default: break
      }
    }
  }
}
