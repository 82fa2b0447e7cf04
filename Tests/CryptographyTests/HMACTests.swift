import Cryptography
import HostPlatform
import Testing

struct HMACTests {
  private static func code(of pieces: [[UInt8]], key: [UInt8]) -> [UInt8] {
    var hmac = HMAC<SodiumHash>(key: SecretBytes(copying: key))
    for piece in pieces { hmac.update(piece) }
    return hmac.finish().withBytes { Array($0) }
  }

  /// Expected values: Python's hmac over hashlib's blake2b, since no RFC has any.
  @Test(
    "codes over BLAKE2b-512 are Python's",
    arguments: [
      (
        [UInt8](repeating: 0x6B, count: 64), Array("Hi There".utf8),
        "5bc62a0e9f8b19fd906b556eedd03b70200b953dbc1271daa6229ff1da9d4b47"
          + "1a9abdba093e9dbb52f3a6e24b0ef8610c1435d54c7489b1c6c2ceb3307ba55d"
      ),
      (
        [], [],
        "198cd2006f66ff83fbbd913f78aca2251caf4f19fe9475aade8cf2091b99a684"
          + "66775177424f58286886cbae8229644cec747237d4b721735485e17372fdf59c"
      ),
      (
        [UInt8](0..<128), [UInt8](0..<200),
        "0af9a9a9158dfa7ca11f6cd9091694e8cc1c613f34360fbc943964a4c8946448"
          + "4ee357ebbc880fe730f6def72dc04a44c63634a4fe748d7149c5e3526e55f84c"
      ),
    ])
  func vectors(key: [UInt8], message: [UInt8], expected: String) {
    func hexadecimal(_ code: [UInt8]) -> String {
      code.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }
    #expect(hexadecimal(Self.code(of: [message], key: key)) == expected)
    let cut = message.count / 2
    #expect(hexadecimal(Self.code(of: [Array(message[..<cut]), Array(message[cut...])], key: key)) == expected)
  }
}
