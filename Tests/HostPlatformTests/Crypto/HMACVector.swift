import Cryptography
import Testing

/// Keys, messages and codes published for HMAC. RFC 4231 prints only the first 16 bytes of its fifth case; the whole
/// codes here begin with them.
struct HMACVector: Sendable, CustomTestStringConvertible {
  let name: String
  let key: [UInt8]
  let message: [UInt8]
  let codes: [HashAlgorithm: String]
  var testDescription: String { name }

  /// RFC 2202 §3 and RFC 4231 §4.
  static let all: [HMACVector] = [
    HMACVector(
      name: "RFC 2202 case 1", key: [UInt8](repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
      codes: [
        .sha1: "b617318655057264e28bc0b6fb378c8ef146be00"
      ]),
    HMACVector(
      name: "RFC 2202 case 2", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
      codes: [
        .sha1: "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"
      ]),
    HMACVector(
      name: "RFC 2202 case 3", key: [UInt8](repeating: 0xaa, count: 20), message: [UInt8](repeating: 0xdd, count: 50),
      codes: [
        .sha1: "125d7342b9ac11cd91a39af48aa17b4f63f175d3"
      ]),
    HMACVector(
      name: "RFC 2202 case 4", key: Array(1...25), message: [UInt8](repeating: 0xcd, count: 50),
      codes: [
        .sha1: "4c9007f4026250c6bc8414f9bf50c86c2d7235da"
      ]),
    HMACVector(
      name: "RFC 2202 case 5", key: [UInt8](repeating: 0x0c, count: 20), message: Array("Test With Truncation".utf8),
      codes: [
        .sha1: "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04"
      ]),
    HMACVector(
      name: "RFC 2202 case 6", key: [UInt8](repeating: 0xaa, count: 80),
      message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      codes: [
        .sha1: "aa4ae5e15272d00e95705637ce8a3b55ed402112"
      ]),
    HMACVector(
      name: "RFC 2202 case 7", key: [UInt8](repeating: 0xaa, count: 80),
      message: Array("Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data".utf8),
      codes: [
        .sha1: "e8e99d0f45237d786d6bbaa7965c7808bbff1a91"
      ]),
    HMACVector(
      name: "RFC 4231 case 1", key: [UInt8](repeating: 0x0b, count: 20), message: Array("Hi There".utf8),
      codes: [
        .sha256: "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7",
        .sha512: "87aa7cdea5ef619d4ff0b4241a1d6cb02379f4e2ce4ec2787ad0b30545e17cdedaa833b7d6b8a702"
          + "038b274eaea3f4e4be9d914eeb61f1702e696c203a126854",
      ]),
    HMACVector(
      name: "RFC 4231 case 2", key: Array("Jefe".utf8), message: Array("what do ya want for nothing?".utf8),
      codes: [
        .sha256: "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843",
        .sha512: "164b7a7bfcf819e2e395fbe73b56e0a387bd64222e831fd610270cd7ea2505549758bf75c05a994a"
          + "6d034f65f8f0e6fdcaeab1a34d4a6b4b636e070a38bce737",
      ]),
    HMACVector(
      name: "RFC 4231 case 3", key: [UInt8](repeating: 0xaa, count: 20), message: [UInt8](repeating: 0xdd, count: 50),
      codes: [
        .sha256: "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe",
        .sha512: "fa73b0089d56a284efb0f0756c890be9b1b5dbdd8ee81a3655f83e33b2279d39bf3e848279a722c8"
          + "06b485a47e67c807b946a337bee8942674278859e13292fb",
      ]),
    HMACVector(
      name: "RFC 4231 case 4", key: Array(1...25), message: [UInt8](repeating: 0xcd, count: 50),
      codes: [
        .sha256: "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b",
        .sha512: "b0ba465637458c6990e5a8c5f61d4af7e576d97ff94b872de76f8050361ee3dba91ca5c11aa25eb4"
          + "d679275cc5788063a5f19741120c4f2de2adebeb10a298dd",
      ]),
    HMACVector(
      name: "RFC 4231 case 5", key: [UInt8](repeating: 0x0c, count: 20), message: Array("Test With Truncation".utf8),
      codes: [
        .sha256: "a3b6167473100ee06e0c796c2955552bfa6f7c0a6a8aef8b93f860aab0cd20c5",
        .sha512: "415fad6271580a531d4179bc891d87a650188707922a4fbb36663a1eb16da008711c5b50ddd0fc23"
          + "5084eb9d3364a1454fb2ef67cd1d29fe6773068ea266e96b",
      ]),
    HMACVector(
      name: "RFC 4231 case 6", key: [UInt8](repeating: 0xaa, count: 131),
      message: Array("Test Using Larger Than Block-Size Key - Hash Key First".utf8),
      codes: [
        .sha256: "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54",
        .sha512: "80b24263c7c1a3ebb71493c1dd7be8b49b46d1f41b4aeec1121b013783f8f3526b56d037e05f2598"
          + "bd0fd2215d6a1e5295e64f73f63f0aec8b915a985d786598",
      ]),
    HMACVector(
      name: "RFC 4231 case 7", key: [UInt8](repeating: 0xaa, count: 131),
      message: Array(
        "This is a test using a larger than block-size key and a larger than block-size data. The key needs to be hashed before being used by the HMAC algorithm."
          .utf8),
      codes: [
        .sha256: "9b09ffa71b942fcb27635fbcd5b0e944bfdc63644f0713938a7f51535c3a35e2",
        .sha512: "e37b6a775dc87dbaa4dfa9f96e5e3ffddebd71f8867289865df5a32d20cdc944b6022cac3c4982b1"
          + "0d5eeb55c3e4de15134676fb6de0446065c97440fa8c6a58",
      ]),
  ]
}
