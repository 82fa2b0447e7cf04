import Cryptography

/// A request's body as it arrives. It may hold a code or a key, so that no copy is left behind when it grows, and it is
/// wiped when it goes.
final class RequestBody {
  private var storage: UnsafeMutableRawBufferPointer
  /// How many bytes have arrived.
  private(set) var count = 0

  init() { storage = .allocate(byteCount: 0, alignment: 16) }

  deinit {
    erase(storage)
    storage.deallocate()
  }

  /// What has arrived, lent.
  var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage[..<count]) }

  /// Adds bytes.
  func append(_ bytes: UnsafeRawBufferPointer) {
    if count + bytes.count > storage.count { grow(to: max(count + bytes.count, storage.count * 2, 512)) }
    UnsafeMutableRawBufferPointer(rebasing: storage[count...]).copyMemory(from: bytes)
    count += bytes.count
  }

  /// Wipes and forgets everything.
  func clear() {
    erase(storage)
    storage.deallocate()
    storage = .allocate(byteCount: 0, alignment: 16)
    count = 0
  }

  private func grow(to capacity: Int) {
    let larger = UnsafeMutableRawBufferPointer.allocate(byteCount: capacity, alignment: 16)
    larger.copyMemory(from: bytes)
    erase(storage)
    storage.deallocate()
    storage = larger
  }
}
