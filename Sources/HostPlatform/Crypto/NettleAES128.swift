internal import CNettle
public import Cryptography

/// AES-128 (FIPS 197) through nettle, both schedules set once, on the heap and wiped when the last copy goes.
public struct NettleAES128: BlockCipher {
  /// The size of a key and of a block, in bytes.
  public static let size = 16

  private let schedules: Schedules

  /// Sets up both schedules of `key`, 16 bytes.
  public init(key: SecretBytes) {
    precondition(key.count == Self.size, "an AES-128 key has 16 bytes")
    schedules = Schedules(key)
  }

  /// Encrypts the first 16 bytes of `block` in place.
  public func encrypt(_ block: inout MutableRawSpan) {
    transform(&block) { nettle_aes128_encrypt(schedules.encryption, $0, $1, $1) }
  }

  /// Decrypts the first 16 bytes of `block` in place.
  public func decrypt(_ block: inout MutableRawSpan) {
    transform(&block) { nettle_aes128_decrypt(schedules.decryption, $0, $1, $1) }
  }

  private func transform(_ block: inout MutableRawSpan, by nettle: (Int, UnsafeMutablePointer<UInt8>) -> Void) {
    precondition(block.byteCount >= Self.size, "room for a whole block")
    block.withUnsafeMutableBytes { nettle(Self.size, $0.baseAddress!.assumingMemoryBound(to: UInt8.self)) }
  }

  private final class Schedules {
    let encryption: UnsafeMutablePointer<aes128_ctx>
    var decryption: UnsafeMutablePointer<aes128_ctx> { encryption + 1 }

    init(_ key: SecretBytes) {
      encryption = .allocate(capacity: 2)
      encryption.initialize(repeating: aes128_ctx(), count: 2)
      key.withBytes { key in
        nettle_aes128_set_encrypt_key(encryption, key.baseAddress!.assumingMemoryBound(to: UInt8.self))
      }
      nettle_aes128_invert_key(decryption, encryption)
    }

    deinit {
      erase(UnsafeMutableRawBufferPointer(UnsafeMutableBufferPointer(start: encryption, count: 2)))
      encryption.deallocate()
    }
  }
}
