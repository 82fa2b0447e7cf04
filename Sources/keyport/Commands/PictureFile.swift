import Cryptography
import Glibc
import HostPlatform
import Interchange

/// A file that a QR code is drawn into, readable by its owner alone: whoever reads it has the key.
struct PictureFile {
  private enum Format {
    case png
    case svg
  }

  /// Where it goes.
  let path: String
  private let format: Format

  /// Takes a path whose ending says what is drawn.
  init(_ path: String) throws(UsageError) {
    self.path = path
    let ending = path.lowercased()
    if ending.hasSuffix(".png") {
      format = .png
    } else if ending.hasSuffix(".svg") {
      format = .svg
    } else {
      throw UsageError("--qr draws files that end in .png or .svg, not '\(path)'")
    }
  }

  /// Finds what would keep the file from being written, as far as that can be known beforehand.
  func check() throws(SystemError) {
    var status = stat()
    if lstat(path, &status) == 0 && status.st_mode & S_IFMT != S_IFREG {
      throw SystemError(call: "open", subject: path, code: status.st_mode & S_IFMT == S_IFDIR ? EISDIR : EEXIST)
    }
    _ = try SystemError.retrying("open", directory) { access(directory, W_OK | X_OK) }
  }

  /// Writes the picture beside `path`, then puts it in its place whole.
  func write(_ code: QRCode) throws(SystemError) {
    var name = Array("\(directory)/.keyport-XXXXXX".utf8CString)
    let file = OwnedFileDescriptor(
      adopting: try SystemError.retrying("mkstemp", directory) { mkstemp(&name) })
    do throws(SystemError) {
      try picture(of: code).withBytes { (bytes) throws(SystemError) in try file.writeAll(bytes) }
      let number = file.rawValue
      _ = try SystemError.retrying("fsync", path) { fsync(number) }
      _ = try SystemError.retrying("rename", path) { rename(name, path) }
    } catch {
      unlink(name)
      throw error
    }
  }

  private func picture(of code: QRCode) -> SecretBytes {
    switch format {
    case .png:
      var bytes = code.png()
      defer { erase(&bytes) }
      return SecretBytes(copying: bytes)
    case .svg: return SecretBytes(copying: code.svg().utf8)
    }
  }

  private var directory: String {
    guard let slash = path.lastIndex(of: "/") else { return "." }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }
}

extension OwnedFileDescriptor {
  /// Writes to a file, which never makes its writer wait.
  fileprivate borrowing func writeAll(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    var rest = bytes[...]
    while !rest.isEmpty {
      guard let count = try write(UnsafeRawBufferPointer(rebasing: rest)) else { continue }
      rest = rest.dropFirst(count)
    }
  }
}
