/// Overwrites `bytes` with zeros in a way that the optimiser may not drop (as C's `explicit_bzero`, which the pure
/// rooms cannot call).
@inline(never)
@_optimize(none)
public func erase(_ bytes: UnsafeMutableRawBufferPointer) {
  var index = 0
  while index < bytes.count {
    bytes[index] = 0
    index += 1
  }
}

/// Overwrites an array that held something secret, then empties it. An array that shares its storage is copied first
/// by Swift, so wipe before handing out references.
public func erase(_ bytes: inout [UInt8]) {
  bytes.withUnsafeMutableBytes { erase($0) }
  bytes.removeAll(keepingCapacity: true)
}
