import Glibc

/// Words on whose a socket is, for a user whom the kernel turned away.
enum SocketOwner {
  /// What to do about a refused `connect` to `path`.
  static func advice(for path: String) -> String {
    var status = stat()
    guard stat(path, &status) == 0 else {
      return "a directory on its way may not be entered by user \(userName(geteuid()))"
    }
    let mode = String(status.st_mode & 0o777, radix: 8)
    return """
      it belongs to user \(userName(status.st_uid)) and group \(groupName(status.st_gid)), mode \(mode), and you are \
      \(userName(geteuid())); run this as one of them, or join the group
      """
  }

  private static func userName(_ id: uid_t) -> String {
    getpwuid(id).map { String(cString: $0.pointee.pw_name) } ?? "\(id)"
  }

  private static func groupName(_ id: gid_t) -> String {
    getgrgid(id).map { String(cString: $0.pointee.gr_name) } ?? "\(id)"
  }
}
