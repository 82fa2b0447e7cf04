import Cryptography

/// A response's body until it is sent. It may hold a code or a key, and is wiped when it goes.
final class ResponseBody {
  /// The bytes, which stay where they are as long as this lives, and no longer: hold on to it.
  let bytes: UnsafeMutableRawBufferPointer

  /// Makes a body of `count` bytes that `fill` writes.
  init(count: Int, filledBy fill: (UnsafeMutableRawBufferPointer) -> Void) {
    bytes = .allocate(byteCount: count, alignment: 16)
    bytes.initializeMemory(as: UInt8.self, repeating: 0)
    fill(bytes)
  }

  /// Copies a text that is no secret.
  convenience init(_ text: String) {
    let utf8 = Array(text.utf8)
    self.init(count: utf8.count) { $0.copyBytes(from: utf8) }
  }

  /// A copy of the bytes, which is not wiped.
  var copy: [UInt8] { withExtendedLifetime(self) { Array(bytes) } }

  deinit {
    erase(bytes)
    bytes.deallocate()
  }
}
