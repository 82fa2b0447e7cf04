internal import Cryptography

/// The three keys of one secure channel, made of the device's key and the panel's random number. They are wiped when the
/// last reference goes.
final class OSDPSessionKeys<Cipher: BlockCipher> {
  /// For data and cryptograms (S-ENC).
  let encryption: Cipher
  /// For all blocks of a MAC but the last (S-MAC1).
  let leadingMAC: Cipher
  /// For a MAC's last block (S-MAC2).
  let lastMAC: Cipher

  /// - Parameters:
  ///   - key: the device's key (SCBK), 16 bytes.
  ///   - panelRandom: the eight bytes of the challenge.
  init(key: SecretBytes, panelRandom: [UInt8]) {
    let base = Cipher(key: key)
    func derived(_ use: UInt8) -> SecretBytes {
      var block = base.encrypted([0x01, use] + panelRandom[..<6] + [UInt8](repeating: 0, count: 8))
      defer { erase(&block) }
      return SecretBytes(copying: block)
    }
    encryption = Cipher(key: derived(0x82))
    leadingMAC = Cipher(key: derived(0x01))
    lastMAC = Cipher(key: derived(0x02))
  }

  /// The whole MAC of `bytes`, which are padded with 80 00... only where they are no whole number of blocks.
  func authenticate(_ bytes: UnsafeRawBufferPointer, from start: [UInt8]) -> [UInt8] {
    var padded = Array(bytes)
    defer { erase(&padded) }
    if padded.count % 16 != 0 { Self.pad(&padded) }
    var last = Array(padded[(padded.count - 16)...])
    var before = start
    if padded.count > 16 {
      padded.removeLast(16)
      leadingMAC.chain(&padded, from: start)
      before = Array(padded[(padded.count - 16)...])
    }
    lastMAC.chain(&last, from: before)
    return last
  }

  /// Appends 80 and as many zeros as fill the last block.
  static func pad(_ bytes: inout [UInt8]) {
    bytes.append(0x80)
    while bytes.count % 16 != 0 { bytes.append(0) }
  }
}
