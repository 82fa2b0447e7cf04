import CSodium
import Cryptography

/// libsodium's ChaCha20-Poly1305 with nothing around it: one key, one nonce, one message.
final class RawCipher {
  private let key = [UInt8](repeating: 1, count: Int(crypto_aead_chacha20poly1305_ietf_KEYBYTES))
  private let nonce = [UInt8](repeating: 2, count: Int(crypto_aead_chacha20poly1305_ietf_NPUBBYTES))
  private let sealed: [UInt8]
  private var opened: [UInt8]

  init(_ plaintext: SecretBytes) {
    let bytes = plaintext.withBytes { Array($0) }
    var sealed = [UInt8](repeating: 0, count: bytes.count + Int(crypto_aead_chacha20poly1305_ietf_ABYTES))
    _ = crypto_aead_chacha20poly1305_ietf_encrypt(
      &sealed, nil, bytes, UInt64(bytes.count), nil, 0, nil, nonce, key)
    self.sealed = sealed
    opened = bytes
  }

  func open() {
    let status = crypto_aead_chacha20poly1305_ietf_decrypt(
      &opened, nil, nil, sealed, UInt64(sealed.count), nil, 0, nonce, key)
    precondition(status == 0, "what was sealed opens")
  }
}
