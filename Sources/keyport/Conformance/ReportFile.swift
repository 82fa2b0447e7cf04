import Glibc
import HostPlatform

/// Writes a report over the file that is there, if any.
enum ReportFile {
  static func write(_ text: String, to path: String) throws(SystemError) {
    let file = try OwnedFileDescriptor.open(path, O_WRONLY | O_CREAT | O_TRUNC, mode: 0o644)
    let number = file.rawValue
    var rest = Array(text.utf8)[...]
    while !rest.isEmpty {
      let count = try SystemError.retrying("write") {
        rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
      }
      rest = rest.dropFirst(count)
    }
  }
}
