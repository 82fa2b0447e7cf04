import HostPlatform
import Rig
import Testing
import WireProtocol

struct HostPairingTests {
  /// The host's part, what the device commits itself to, and the nonce that belongs to it.
  private static func pairing() throws -> (HostPairing<SodiumSuite>, commitment: [UInt8], nonce: [UInt8]) {
    var random = SeededGenerator()
    var sides = Handshakes(&random)
    let (host, device) = try sides.sessions()
    let nonce = PairingNonce(&random)
    return (
      HostPairing(in: host, nonce: PairingNonce(&random)), DevicePairing(in: device, nonce: nonce).commitment.bytes,
      nonce.bytes
    )
  }

  @Test("any other nonce breaks the commitment, and the right one comes too late")
  func commitment() throws {
    let (start, commitment, nonce) = try Self.pairing()
    for index in nonce.indices {
      var pairing = start
      _ = try pairing.receive(commitment: commitment)
      var other = nonce
      other[index] ^= 1
      #expect(throws: SessionError.brokenCommitment) { try pairing.receive(deviceNonce: other) }
      #expect(throws: SessionError.ended) { try pairing.receive(deviceNonce: nonce) }
    }
    var pairing = start
    _ = try pairing.receive(commitment: commitment)
    _ = try pairing.receive(deviceNonce: nonce)
    #expect(throws: SessionError.ended) { try pairing.receive(deviceNonce: nonce) }
    #expect(throws: SessionError.ended) { try pairing.receive(commitment: commitment) }
  }

  @Test("a nonce before the commitment is refused, and a second commitment")
  func order() throws {
    let (start, commitment, nonce) = try Self.pairing()
    var pairing = start
    #expect(throws: SessionError.outOfTurn) { try pairing.receive(deviceNonce: nonce) }
    #expect(throws: SessionError.ended) { try pairing.receive(commitment: commitment) }
    pairing = start
    _ = try pairing.receive(commitment: commitment)
    #expect(throws: SessionError.outOfTurn) { try pairing.receive(commitment: commitment) }
  }

  @Test("a commitment or nonce of another length is refused", arguments: [-1, 1])
  func lengths(_ extra: Int) throws {
    let (start, commitment, nonce) = try Self.pairing()
    func changed(_ bytes: [UInt8]) -> [UInt8] { extra < 0 ? bytes.dropLast() : bytes + [0] }
    var pairing = start
    #expect(throws: SessionError.wrongLength) { try pairing.receive(commitment: changed(commitment)) }
    pairing = start
    _ = try pairing.receive(commitment: commitment)
    #expect(throws: SessionError.wrongLength) { try pairing.receive(deviceNonce: changed(nonce)) }
  }
}
