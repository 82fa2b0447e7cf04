/// Overwrites `bytes` with zeros in a way that the optimiser may not drop (as C's `explicit_bzero`, which the pure
/// rooms cannot call): to a caller this function is opaque, so it cannot know that only dead bytes are written.
@inline(never)
@_optimize(none)
public func erase(_ bytes: UnsafeMutableRawBufferPointer) { zero(bytes) }

/// Apart, so that it is optimised: a key's schedule is wiped for each code that is verified.
@inline(never)
private func zero(_ bytes: UnsafeMutableRawBufferPointer) {
  bytes.initializeMemory(as: UInt8.self, repeating: 0)
}

/// Overwrites an array that held something secret, then empties it. An array that shares its storage is copied first
/// by Swift, so wipe before handing out references.
public func erase(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { erase($0) }
  bytes.removeAll(keepingCapacity: true)
}
