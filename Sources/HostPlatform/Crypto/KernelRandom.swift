internal import CLinux
public import Cryptography
import Glibc

/// The kernel's generator (C function: `getrandom`).
public struct KernelRandom: RandomSource {
  /// Makes the source; it has no state.
  public init() {}

  /// Fills `bytes`, waiting only while the kernel has not been seeded yet at boot.
  public mutating func fill(_ bytes: UnsafeMutableRawBufferPointer) {
    var filled = 0
    while filled < bytes.count {
      let count = getrandom(bytes.baseAddress! + filled, bytes.count - filled, 0)
      if count < 0 {
        precondition(errno == EINTR, "getrandom failed")
        continue
      }
      filled += count
    }
  }
}
