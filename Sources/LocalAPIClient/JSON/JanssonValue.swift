internal import CJansson
import Glibc

/// One reference to a Jansson value (C type: `json_t`), given back when its owner goes. What it held is wiped then.
struct JanssonValue: ~Copyable {
  let handle: UnsafeMutablePointer<json_t>

  /// Takes over a new reference. Jansson makes none only when memory is out or a number is not finite: both trap.
  init(adopting handle: @autoclosure () -> UnsafeMutablePointer<json_t>?) {
    Self.wipesMemory
    guard let handle = handle() else { preconditionFailure("no memory for a JSON value") }
    self.handle = handle
  }

  /// Reads an object or array.
  init(parsing bytes: UnsafeRawBufferPointer) throws(JSONError) {
    Self.wipesMemory
    var error = json_error_t()
    let flags = Int(JSON_REJECT_DUPLICATES) | Int(JSON_ALLOW_NUL)
    let text = bytes.baseAddress?.assumingMemoryBound(to: CChar.self)
    guard let handle = json_loadb(text, text == nil ? 0 : bytes.count, flags, &error) else {
      throw .malformed(line: Int(error.line), column: Int(error.column))
    }
    self.handle = handle
  }

  deinit { json_decref(handle) }

  /// Hands the reference to a container that takes it over.
  consuming func surrender() -> UnsafeMutablePointer<json_t> {
    let handle = handle
    discard self
    return handle
  }

  /// Set before the first allocation of this room, and never changed.
  private static let wipesMemory: Void = json_set_alloc_funcs({ malloc($0) }, { WipingMemory.free($0) })
}
