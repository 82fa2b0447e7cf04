import Foundation

/// A temporary folder that goes with its last reference.
package final class Folder {
  package let path: String

  package init() throws {
    var template = Array("/tmp/keyport-test-XXXXXX".utf8CString)
    guard mkdtemp(&template) != nil else { throw POSIXError(.EIO) }
    path = template.withUnsafeBufferPointer { String(cString: $0.baseAddress!) }
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  package func file(_ name: String) -> String { "\(path)/\(name)" }
}
