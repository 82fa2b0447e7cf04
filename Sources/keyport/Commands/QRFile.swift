import Glibc
import HostPlatform
import Interchange

/// A file for a QR code: PNG or SVG by its ending, readable by its owner alone, there as a whole or not at all.
struct QRFile {
  let path: String
  private let isPNG: Bool

  init(path: String) throws(UsageError) {
    let ending = path.lowercased()
    guard ending.hasSuffix(".png") || ending.hasSuffix(".svg") else {
      throw UsageError("--qr writes FILE.png or FILE.svg, not '\(path)'")
    }
    self.path = path
    isPNG = ending.hasSuffix(".png")
  }

  func write(_ code: QRCode) throws(SystemError) {
    let bytes = isPNG ? code.png() : Array(code.svg().utf8)
    let draft = "\(path).new-\(getpid())"
    do throws(SystemError) {
      let descriptor = try OwnedFileDescriptor.open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, mode: 0o600)
      var rest = bytes[...]
      while !rest.isEmpty {
        let number = descriptor.rawValue
        let count = try SystemError.retrying("write", path) {
          rest.withUnsafeBytes { Glibc.write(number, $0.baseAddress, $0.count) }
        }
        rest = rest.dropFirst(count)
      }
      _ = try SystemError.retrying("rename", path) { rename(draft, path) }
    } catch {
      unlink(draft)
      throw error
    }
  }
}
