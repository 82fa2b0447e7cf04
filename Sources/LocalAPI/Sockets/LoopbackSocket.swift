import Glibc
import HostPlatform

/// A listening TCP socket on 127.0.0.1 or ::1.
struct LoopbackSocket: ~Copyable {
  /// The socket, which listens and does not block.
  let descriptor: OwnedFileDescriptor
  /// The port it listens on.
  let port: UInt16

  /// - Parameters:
  ///   - address: `127.0.0.1`, `::1` or `[::1]`; every other one is refused.
  ///   - port: 0 lets the kernel choose.
  static func listen(address: String, port: UInt16) throws(ListenError) -> LoopbackSocket {
    let subject = "\(address):\(port)"
    do throws(SystemError) {
      switch address {
      case "127.0.0.1":
        var name = sockaddr_in()
        name.sin_family = sa_family_t(AF_INET)
        name.sin_port = port.bigEndian
        name.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        return try listen(&name, AF_INET, subject)
      case "::1", "[::1]":
        var name = sockaddr_in6()
        name.sin6_family = sa_family_t(AF_INET6)
        name.sin6_port = port.bigEndian
        name.sin6_addr = in6addr_loopback
        return try listen(&name, AF_INET6, subject)
      default: break
      }
    } catch {
      throw .system(error)
    }
    throw .notLoopback(address: address)
  }

  private static func listen<Name>(
    _ name: inout Name, _ family: CInt, _ subject: String
  ) throws(SystemError) -> LoopbackSocket {
    let descriptor = OwnedFileDescriptor(
      adopting: try SystemError.retrying("socket") {
        socket(family, CInt(SOCK_STREAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue) | CInt(SOCK_NONBLOCK.rawValue), 0)
      })
    let number = descriptor.rawValue
    var yes: CInt = 1
    let size = socklen_t(MemoryLayout<CInt>.size)
    _ = try SystemError.retrying("setsockopt") { setsockopt(number, SOL_SOCKET, SO_REUSEADDR, &yes, size) }
    _ = try SystemError.retrying("bind", subject) {
      withUnsafePointer(to: &name) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          bind(number, $0, socklen_t(MemoryLayout<Name>.size))
        }
      }
    }
    _ = try SystemError.retrying("listen", subject) { Glibc.listen(number, SOMAXCONN) }
    return LoopbackSocket(descriptor: descriptor, port: try boundPort(of: number, subject))
  }

  private static func boundPort(of socket: CInt, _ subject: String) throws(SystemError) -> UInt16 {
    var storage = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    _ = try SystemError.retrying("getsockname", subject) {
      withUnsafeMutablePointer(to: &storage) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(socket, $0, &length) }
      }
    }
    // The port stands at the same place in both families' addresses.
    return withUnsafeBytes(of: &storage) { UInt16(bigEndian: $0.loadUnaligned(fromByteOffset: 2, as: UInt16.self)) }
  }
}
