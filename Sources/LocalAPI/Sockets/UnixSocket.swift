internal import CLinux
import Glibc
import HostPlatform

/// A listening Unix socket at a path, which is removed again when the socket is given up.
struct UnixSocket: ~Copyable {
  /// The socket, which listens and does not block.
  let descriptor: OwnedFileDescriptor
  private let path: String
  private let device: dev_t
  private let node: ino_t

  /// Takes the place of a dead daemon's socket, never of a live one's.
  static func listen(path: String) throws(ListenError) -> UnixSocket {
    guard var address = address(of: path) else { throw .pathTooLong(path: path) }
    try clear(path, &address)
    do {
      let descriptor = OwnedFileDescriptor(adopting: try open())
      let socket = descriptor.rawValue
      // The socket's own mode limits the node's, so that nobody gets in between `bind` and `chmod`.
      _ = try SystemError.retrying("fchmod", path) { fchmod(socket, 0o660) }
      _ = try SystemError.retrying("bind", path) { with(&address) { bind(socket, $0, $1) } }
      _ = try SystemError.retrying("chmod", path) { chmod(path, 0o660) }
      _ = try SystemError.retrying("listen", path) { Glibc.listen(socket, SOMAXCONN) }
      var status = stat()
      _ = try SystemError.retrying("lstat", path) { lstat(path, &status) }
      return UnixSocket(descriptor: descriptor, path: path, device: status.st_dev, node: status.st_ino)
    } catch {
      throw .system(error)
    }
  }

  private init(descriptor: consuming OwnedFileDescriptor, path: String, device: dev_t, node: ino_t) {
    self.descriptor = descriptor
    self.path = path
    self.device = device
    self.node = node
  }

  /// Removes the path if the socket there is still this one.
  deinit {
    var status = stat()
    if lstat(path, &status) == 0 && status.st_dev == device && status.st_ino == node { unlink(path) }
  }

  /// Makes room at the path: a socket that refuses connections is a dead daemon's.
  private static func clear(_ path: String, _ address: inout sockaddr_un) throws(ListenError) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return }
    guard status.st_mode & S_IFMT == S_IFSOCK else { throw .notASocket(path: path) }
    do {
      let probe = OwnedFileDescriptor(adopting: try open())
      let socket = probe.rawValue
      let code = with(&address) { connect(socket, $0, $1) } == 0 ? 0 : errno
      // A live daemon with a full backlog makes the probe wait.
      if code == 0 || code == EAGAIN { throw ListenError.inUse(path: path) }
      guard code == ECONNREFUSED else { throw SystemError(call: "connect", subject: path, code: code) }
      _ = try SystemError.retrying("unlink", path) { unlink(path) }
    } catch let error as SystemError {
      throw .system(error)
    } catch {
      throw .inUse(path: path)
    }
  }

  private static func open() throws(SystemError) -> CInt {
    try SystemError.retrying("socket") {
      socket(AF_UNIX, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
    }
  }

  private static func address(of path: String) -> sockaddr_un? {
    var address = sockaddr_un()
    let bytes = Array(path.utf8)
    guard !bytes.isEmpty, !bytes.contains(0), bytes.count < MemoryLayout.size(ofValue: address.sun_path) else {
      return nil
    }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    return address
  }

  private static func with(
    _ address: inout sockaddr_un, _ body: (UnsafePointer<sockaddr>, socklen_t) -> CInt
  ) -> CInt {
    withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, socklen_t(MemoryLayout<sockaddr_un>.size)) }
    }
  }
}
