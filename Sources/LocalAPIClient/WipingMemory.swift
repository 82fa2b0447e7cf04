internal import CCurl
import Glibc

/// Memory for the C libraries that is wiped before it is given back: their buffers hold requests and answers, and
/// those hold keys and codes.
enum WipingMemory {
  /// As C's `free`, wiped first.
  static func free(_ memory: UnsafeMutableRawPointer?) {
    guard let memory else { return }
    explicit_bzero(memory, malloc_usable_size(memory))
    Glibc.free(memory)
  }

  /// As C's `realloc`, the old memory wiped.
  static func resize(_ memory: UnsafeMutableRawPointer?, to size: Int) -> UnsafeMutableRawPointer? {
    guard let new = malloc(size) else { return nil }
    if let memory {
      new.copyMemory(from: memory, byteCount: min(size, malloc_usable_size(memory)))
      free(memory)
    }
    return new
  }
}
