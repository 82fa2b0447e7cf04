import HostPlatform
import Rig
import Testing
import WireProtocol

struct DevicePairingTests {
  private static func pairing() throws -> DevicePairing<SodiumSuite> {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    return DevicePairing(in: try sides.sessions().device, nonce: PairingNonce(&random))
  }

  @Test("the device answers one nonce of the host, not a second")
  func once() throws {
    var pairing = try Self.pairing()
    _ = try pairing.receive(hostNonce: [UInt8](repeating: 1, count: 16))
    #expect(throws: SessionError.ended) { try pairing.receive(hostNonce: [UInt8](repeating: 2, count: 16)) }
  }

  @Test("a nonce of another length is refused, and ends the pairing", arguments: [0, 15, 17])
  func length(_ count: Int) throws {
    var pairing = try Self.pairing()
    #expect(throws: SessionError.wrongLength) { try pairing.receive(hostNonce: [UInt8](repeating: 1, count: count)) }
    #expect(throws: SessionError.ended) { try pairing.receive(hostNonce: [UInt8](repeating: 1, count: 16)) }
  }
}
