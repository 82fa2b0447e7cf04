import Cryptography
import HostPlatform
import Testing

@Suite("ChaCha20-Poly1305")
struct SodiumCipherTests {
  private static let key = SecretBytes(
    copying: bytes(hex: "1c9240a5eb55d38af333888604f6b5f0473917c1402b80099dca5cbc207075c0"))
  private static let counter: UInt64 = 0x0807_0605_0403_0201
  private static let data = bytes(hex: "f33388860000000000004e91")
  private static let text = Array(
    """
    Internet-Drafts are draft documents valid for a maximum of six months and may be updated, replaced, or obsoleted by \
    other documents at any time. It is inappropriate to use Internet-Drafts as reference material or to cite them other \
    than as /“work in progress./”
    """.utf8)

  private static func seal(_ text: [UInt8], counter: UInt64 = counter, data: [UInt8] = data) -> [UInt8] {
    var sealed = [UInt8](repeating: 0xEE, count: text.count + SodiumCipher.tagSize)
    text.withUnsafeBytes { text in
      data.withUnsafeBytes { data in
        sealed.withUnsafeMutableBytes {
          SodiumCipher.seal(text, key: key, counter: counter, additionalData: data, into: $0)
        }
      }
    }
    return sealed
  }

  private static func open(_ sealed: [UInt8], counter: UInt64 = counter, data: [UInt8] = data) -> [UInt8]? {
    var text = [UInt8](repeating: 0xEE, count: sealed.count - SodiumCipher.tagSize)
    let isAuthentic = sealed.withUnsafeBytes { sealed in
      data.withUnsafeBytes { data in
        text.withUnsafeMutableBytes {
          SodiumCipher.open(sealed, key: key, counter: counter, additionalData: data, into: $0)
        }
      }
    }
    if !isAuthentic { #expect(text.allSatisfy { $0 == 0 || $0 == 0xEE }, "something of the text was let out") }
    return isAuthentic ? text : nil
  }

  @Test("RFC 8439 appendix A.5, whose nonce begins with four zeros as Noise's do")
  func vector() {
    let sealed = bytes(
      hex: """
        64a0861575861af460f062c79be643bd 5e805cfd345cf389f108670ac76c8cb2 4c6cfc18755d43eea09ee94e382d26b0
        bdb7b73c321b0100d4f03b7f355894cf 332f830e710b97ce98c8a84abd0b9481 14ad176e008d33bd60f982b1ff37c855
        9797a06ef4f0ef61c186324e2b350638 3606907b6a7c02b0f9f6157b53c867e4 b9166c767b804d46a59b5216cde7a4e9
        9040c5a40433225ee282a1b0a06c523e af4534d7f83fa1155b0047718cbc546a 0d072b04b3564eea1b422273f548271a
        0bb2316053fa76991955ebd63159434e cebb4e466dae5a1073a6727627097a10 49e617d91d361094fa68f0ff77987130
        305beaba2eda04df997b714d6c6f2c29 a6ad5cb4022b02709b eead9d67890cbb22392336fea1851f38
        """)
    #expect(Self.seal(Self.text) == sealed)
    #expect(Self.open(sealed) == Self.text)
  }

  @Test("a change of any byte, of the counter or of the additional data is refused", arguments: [0, 1, 64, 265])
  func tampering(count: Int) {
    let text = Array(Self.text.prefix(count))
    let sealed = Self.seal(text)
    for index in sealed.indices {
      var changed = sealed
      changed[index] ^= 0x10
      #expect(Self.open(changed) == nil)
    }
    #expect(Self.open(sealed, counter: Self.counter + 1) == nil)
    #expect(Self.open(sealed, data: []) == nil)
    #expect(Self.open(sealed, data: Self.data + [0]) == nil)
    #expect(Self.open(sealed) == text)
  }

  @Test("neither text nor additional data need be there")
  func nothing() {
    let sealed = Self.seal([], data: [])
    #expect(sealed.count == 16)
    #expect(Self.open(sealed, data: []) == [])
    #expect(Self.open(sealed, counter: 0, data: []) == nil)
  }
}
