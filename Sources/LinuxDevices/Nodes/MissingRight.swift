import Glibc

/// Says which right is missing when a device cannot be opened, from the node's owner, group and mode.
enum MissingRight {
  /// The group that Keyport's udev rules give devices to.
  private static let ruledGroup = "keyport"
  /// Where nodes lie whose groups, if any, have more than keypads.
  private static let ruledNodes = ["/dev/input/", "/dev/hidraw", "/dev/bus/usb/"]

  /// Explains why `open` on `path` failed with `code`, `EACCES` or `EPERM`.
  static func explain(_ path: String, code: CInt) -> String {
    if code == EPERM {
      return "the service's sandbox does not let it open \(path): allow the device there (systemd: DeviceAllow=)"
    }
    var node = stat()
    guard stat(path, &node) == 0 else {
      return "a directory on the way to \(path) may not be entered: give this user the right to search it"
    }
    let user = name(ofUser: geteuid())
    let group = name(ofGroup: node.st_gid)
    let mode = String(node.st_mode & 0o777, radix: 8)
    let facts = "\(path) belongs to \(name(ofUser: node.st_uid)):\(group) with mode 0\(mode)"
    // Whoever is put into the group of these may read all other keyboards as well.
    if group != ruledGroup, ruledNodes.contains(where: { path.hasPrefix($0) }) {
      return
        "\(facts): have a udev rule before 70-keyport.rules name its driver in KEYPORT_DRIVER, which gives it to the "
        + "group \(ruledGroup), then plug the device in again"
    }
    if node.st_mode & 0o060 == 0o060 {
      return "\(facts): put the user \(user) into the group \(group), then start the service again"
    }
    return "\(facts), which lets no group in: install Keyport's udev rules, then plug the device in again"
  }

  private static func name(ofUser id: uid_t) -> String {
    var entry = passwd()
    var found: UnsafeMutablePointer<passwd>?
    var buffer = [CChar](repeating: 0, count: 1024)
    return buffer.withUnsafeMutableBufferPointer { buffer in
      guard getpwuid_r(id, &entry, buffer.baseAddress!, buffer.count, &found) == 0, found != nil else { return "\(id)" }
      return String(cString: entry.pw_name!)
    }
  }

  private static func name(ofGroup id: gid_t) -> String {
    var entry = group()
    var found: UnsafeMutablePointer<group>?
    var buffer = [CChar](repeating: 0, count: 4096)
    return buffer.withUnsafeMutableBufferPointer { buffer in
      guard getgrgid_r(id, &entry, buffer.baseAddress!, buffer.count, &found) == 0, found != nil else { return "\(id)" }
      return String(cString: entry.gr_name!)
    }
  }
}
