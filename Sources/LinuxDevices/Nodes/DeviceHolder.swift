internal import CLinux
import Glibc

/// Finds the program that has a device open, as `fuser` does: by looking through `/proc/*/fd`.
enum DeviceHolder {
  /// The majors of pty slaves; a pty's number is the same in every mount of devpts, so the mount counts too.
  private static let pseudoTerminals: ClosedRange<UInt32> = 136...143

  /// Whether the kernel made up the terminal, with no wire behind it.
  static func isPseudoTerminal(_ device: stat) -> Bool {
    pseudoTerminals.contains(keyport_device_major(device.st_rdev))
  }

  /// Returns `PROGRAM, pid N` for the first process found that has `device` open, nil if none is visible.
  /// - Parameter own: a descriptor of this process that does not count.
  static func find(_ device: stat, except own: CInt? = nil) -> String? {
    let me = getpid()
    for process in entries(of: "/proc") {
      guard let pid = pid_t(process) else { continue }
      for number in entries(of: "/proc/\(pid)/fd") {
        if pid == me, let own, number == String(own) { continue }
        var other = stat()
        guard stat("/proc/\(pid)/fd/\(number)", &other) == 0, sameDevice(device, other) else { continue }
        return "\(programName(of: pid)), pid \(pid)"
      }
    }
    return nil
  }

  private static func sameDevice(_ a: stat, _ b: stat) -> Bool {
    a.st_mode & S_IFMT == S_IFCHR && b.st_mode & S_IFMT == S_IFCHR && a.st_rdev == b.st_rdev
      && (!isPseudoTerminal(a) || a.st_dev == b.st_dev)
  }

  private static func entries(of path: String) -> [String] {
    guard let directory = opendir(path) else { return [] }
    defer { closedir(directory) }
    var names: [String] = []
    while let entry = readdir(directory) {
      let name = withUnsafePointer(to: &entry.pointee.d_name) {
        $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
      }
      if !name.hasPrefix(".") { names.append(name) }
    }
    return names
  }

  private static func programName(of pid: pid_t) -> String {
    guard let file = fopen("/proc/\(pid)/comm", "re") else { return "a program" }
    defer { fclose(file) }
    var name = [UInt8](repeating: 0, count: 64)
    let count = fread(&name, 1, name.count, file)
    return String(decoding: name.prefix(count).prefix { $0 != 0x0A }, as: UTF8.self)
  }
}
