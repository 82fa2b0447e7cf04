import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import OTPAlgorithms
import Testing
import TokenEmulator
import TwoFactor

@testable import Bridge

@Suite("The stand-in behind its transport", .timeLimit(.minutes(15)))
struct StandInTests {
  /// What the daemon's side of the transport saw.
  private final class Seen {
    var codes: [String] = []
    var states: [String] = []
    var memories = 0
  }

  private static func text(_ code: SecretBytes) -> String { code.withBytes { String(decoding: $0, as: UTF8.self) } }

  @Test("a press of its button reaches the daemon through frames, link and driver as the RFC 4226 codes")
  func pressesReachTheDriver() throws {
    let loop = try EventLoop()
    let seen = Seen()
    let standIn = StandIn(
      token: try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "1", memory: nil), loop: loop,
      onMemoryChange: { _ in seen.memories += 1 })
    let registration = TokenRegistration(
      label: "desk", parameters: try OTPParameters(movingFactor: .counter),
      secret: SecretBytes(copying: Array("12345678901234567890".utf8)), isEmulated: true)
    let (slot, _) = try standIn.provision(registration, label: "desk")
    standIn.settle(slot: slot, saved: true)

    let connection = DeviceConnection(
      DevicePlan(
        name: "stand-in", path: nil, seat: "seat0", identity: DeviceIdentity(), driver: KeyportKeypad<SodiumSuite>.self,
        over: .serial, origin: .emulated, open: { _ in standIn }),
      loop: loop, log: Log(threshold: .error), watchNode: { _, _ in nil },
      onChange: { device in
        seen.states.append(device.state.word)
        if device.state == .ready { for _ in 0..<3 { _ = standIn.press(slot: slot) } }
      },
      onEvent: { _, event in
        if case .code(let code) = event { seen.codes.append(Self.text(code)) }
        if seen.codes.count == 3 { loop.stop() }
      },
      onEnd: { _, _ in })
    connection.begin()
    try loop.run()

    #expect(connection.origin == .emulated)
    #expect(connection.identity.product == "Stand-in token")
    #expect(seen.states == ["identifying", "ready"])
    #expect(seen.codes == ["755224", "287082", "359152"])
    #expect(seen.memories == 3, "each counter is saved before its code leaves")

    connection.close()
    _ = standIn.press(slot: slot)
    loop.atEndOfTurn { loop.stop() }
    try loop.run()
    #expect(seen.codes.count == 3, "nothing comes over a line that was closed")
  }

  @Test("a slot whose registration failed is gone")
  func failedRegistrationLeavesNothing() throws {
    let loop = try EventLoop()
    let standIn = StandIn(
      token: try StandInToken<NettleKeyedHash, SodiumSuite>(serial: "1", memory: nil), loop: loop,
      onMemoryChange: { _ in })
    let registration = TokenRegistration(
      label: "", parameters: try OTPParameters(), secret: SecretBytes(copying: Array("12345678901234567890".utf8)),
      isEmulated: true)
    let (slot, _) = try standIn.provision(registration, label: "alice")
    standIn.settle(slot: slot, saved: false)
    #expect(standIn.token.slots.isEmpty)
  }
}
