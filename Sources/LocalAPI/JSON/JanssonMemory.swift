import CJansson
import Glibc

/// Jansson's memory, which holds codes and keys while a body is taken apart or put together.
enum JanssonMemory {
  /// Has Jansson wipe all memory that it gives back, from the first call on.
  static func wipeWhenFreed() { _ = installed }

  private static let installed: Void = json_set_alloc_funcs(
    { malloc($0) },
    { memory in
      guard let memory else { return }
      explicit_bzero(memory, malloc_usable_size(memory))
      free(memory)
    })
}
