internal import Cryptography

/// What panel and device prove to each other before a secure channel stands: that both have the key.
struct OSDPHandshake<Cipher: BlockCipher> {
  /// The size of the random number of either side.
  static var randomSize: Int { 8 }

  private let keys: OSDPSessionKeys<Cipher>
  /// The panel's proof, to be sent.
  let panelCryptogram: [UInt8]

  /// Reads the device's answer to the challenge.
  /// - Parameters:
  ///   - answer: the device's number, its random number and its cryptogram, 32 bytes.
  /// - Returns: nil where the device has another key.
  init?(key: SecretBytes, panelRandom: [UInt8], answer: SecretBytes) {
    let keys = OSDPSessionKeys<Cipher>(key: key, panelRandom: panelRandom)
    let (deviceRandom, cryptogram) = answer.withBytes { (Array($0[8..<16]), SecretBytes(copying: $0[16..<32])) }
    guard cryptogram.matches(SecretBytes(copying: keys.encryption.encrypted(panelRandom + deviceRandom))) else {
      return nil
    }
    self.keys = keys
    panelCryptogram = keys.encryption.encrypted(deviceRandom + panelRandom)
  }

  /// The channel, if the device's first MAC is the one that both sides must have.
  func channel(firstMAC: SecretBytes) -> OSDPSecureChannel<Cipher>? {
    let expected = keys.lastMAC.encrypted(keys.leadingMAC.encrypted(panelCryptogram))
    guard firstMAC.matches(SecretBytes(copying: expected)) else { return nil }
    return OSDPSecureChannel(keys: keys, replyMAC: expected)
  }
}
