import HostPlatform
import Rig
import Testing
import WireProtocol

struct PairingNumberTests {
  @Test("both sides of a session show one number of six digits, and of another session another")
  func agreement() throws {
    var random = SeededGenerator()
    var numbers: Set<PairingNumber> = []
    for _ in 0..<50 {
      var sides = Handshakes(&random)
      let (host, device) = try sides.sessions()
      var devicePairing = DevicePairing(in: device, nonce: PairingNonce(&random))
      var hostPairing = HostPairing(in: host, nonce: PairingNonce(&random))
      let hostNonce = try hostPairing.receive(commitment: devicePairing.commitment.bytes)
      let (deviceNonce, shown) = try devicePairing.receive(hostNonce: hostNonce.bytes)
      let number = try hostPairing.receive(deviceNonce: deviceNonce.bytes)
      #expect(number == shown, "\(random.replay)")
      #expect(number.digits.count == 6 && number.digits.allSatisfy { (0x30...0x39).contains($0) })
      #expect(UInt32(number.description) == number.value && number.value < 1_000_000)
      numbers.insert(number)
    }
    // Fifty numbers of a million meet once in eight hundred runs; three meetings never.
    #expect(numbers.count > 47, "\(random.replay)")
  }

  @Test("with somebody between them, the two sides show different numbers")
  func manInTheMiddle() throws {
    var random = SeededGenerator()
    var differing = 0
    for _ in 0..<20 {
      var near = Handshakes(&random)
      var far = Handshakes(&random)
      let (host, _) = try near.sessions()
      let (_, device) = try far.sessions()
      // The best there is without breaking the commitment: the nonces are passed on, in a commitment of one's own.
      let deviceNonce = PairingNonce(&random)
      var devicePairing = DevicePairing(in: device, nonce: deviceNonce)
      var hostPairing = HostPairing(in: host, nonce: PairingNonce(&random))
      var forged = DevicePairing(in: host, nonce: PairingNonce(&random))
      let hostNonce = try hostPairing.receive(commitment: forged.commitment.bytes)
      let (_, shown) = try devicePairing.receive(hostNonce: hostNonce.bytes)
      let (forgedNonce, _) = try forged.receive(hostNonce: hostNonce.bytes)
      if try hostPairing.receive(deviceNonce: forgedNonce.bytes) != shown { differing += 1 }
    }
    #expect(differing >= 19, "\(random.replay)")
  }
}
