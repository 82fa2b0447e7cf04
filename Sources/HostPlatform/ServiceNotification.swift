import Glibc

/// Tells the service manager how things stand, by systemd's notification protocol (sd_notify(3)): a datagram to the
/// socket that NOTIFY_SOCKET names. Without one, nothing is sent.
public enum ServiceNotification: String, Sendable {
  /// The daemon answers requests.
  case ready = "READY=1"
  /// The daemon is ending.
  case stopping = "STOPPING=1"

  /// Sends it; a service manager that does not listen is no reason to fail.
  public func send() {
    guard let variable = getenv("NOTIFY_SOCKET") else { return }
    var path = Array(String(cString: variable).utf8)
    // A leading @ stands for the NUL of an abstract address.
    if path.first == UInt8(ascii: "@") { path[0] = 0 }
    var address = sockaddr_un()
    guard !path.isEmpty, path.count < MemoryLayout.size(ofValue: address.sun_path) else { return }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path) }
    let length = socklen_t(MemoryLayout.offset(of: \sockaddr_un.sun_path)! + path.count)
    let descriptor = socket(AF_UNIX, CInt(SOCK_DGRAM.rawValue) | CInt(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    let socket = OwnedFileDescriptor(adopting: descriptor)
    _ = withUnsafePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        rawValue.utf8.withContiguousStorageIfAvailable { text in
          sendto(socket.rawValue, text.baseAddress, text.count, CInt(MSG_NOSIGNAL), address, length)
        }
      }
    }
  }
}
