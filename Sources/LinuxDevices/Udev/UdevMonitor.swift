internal import CUdev
import Glibc
public import HostPlatform

/// The ttys, USB devices and interfaces, event and hidraw nodes that udev knows, and their coming and going, from udev's *processed* events: a device is
/// told when its node exists and has its rights. It belongs to the loop's thread.
///
/// Without udevd (a container) the enumeration still works; no events come, and nothing waits for them.
public final class UdevMonitor {
  /// The most events that one turn of the loop takes.
  private static let turnLimit = 64
  /// Room for a few thousand events, for a dock with everything on it; the kernel counts what is used, not this.
  private static let bufferSize: CInt = 16 << 20

  private let loop: EventLoop
  private let udev: OpaquePointer
  private let monitor: OpaquePointer
  private var roster = DeviceRoster()
  private var watch: Watch?
  private var handler: ((UdevChange) -> Void)?

  /// Connects to udev's events for those subsystems.
  public init(loop: EventLoop) throws(SystemError) {
    guard let udev = udev_new() else { throw SystemError(call: "udev_new") }
    guard let monitor = udev_monitor_new_from_netlink(udev, "udev") else {
      let error = SystemError(call: "udev_monitor_new_from_netlink")
      udev_unref(udev)
      throw error
    }
    self.loop = loop
    self.udev = udev
    self.monitor = monitor
  }

  deinit {
    watch?.cancel()
    udev_monitor_unref(monitor)
    udev_unref(udev)
  }

  /// Whether udevd is there to tell of changes and to set rights.
  public var udevIsRunning: Bool { access("/run/udev/control", F_OK) == 0 }

  /// Tells of every device that is there, within this call, then of each change as it happens.
  public func start(_ handler: @escaping (UdevChange) -> Void) throws(SystemError) {
    precondition(watch == nil, "a udev monitor is started once")
    // The monitor first: what arrives during the enumeration is then told twice, and the roster tells it once.
    try check("udev_monitor_filter", udev_monitor_filter_add_match_subsystem_devtype(monitor, "tty", nil))
    for subsystem in ["input", "hidraw"] {
      try check("udev_monitor_filter", udev_monitor_filter_add_match_subsystem_devtype(monitor, subsystem, nil))
    }
    for kind in ["usb_device", "usb_interface"] {
      try check("udev_monitor_filter", udev_monitor_filter_add_match_subsystem_devtype(monitor, "usb", kind))
    }
    // Without the right to go beyond the system's limit the default stays; a lost event then costs an enumeration.
    _ = udev_monitor_set_receive_buffer_size(monitor, Self.bufferSize)
    try check("udev_monitor_enable_receiving", udev_monitor_enable_receiving(monitor))
    self.handler = handler
    watch = try loop.watch(udev_monitor_get_fd(monitor), for: .readable) { [weak self] _ in
      self?.receive(duringStart: false)
    }
    try enumerate()
    receive(duringStart: true)
  }

  private func receive(duringStart: Bool) {
    for _ in 0..<Self.turnLimit {
      errno = 0
      guard let handle = udev_monitor_receive_device(monitor) else {
        // The socket was full and the kernel dropped events: see for ourselves.
        if errno == ENOBUFS { try? enumerate() }
        return
      }
      defer { udev_device_unref(handle) }
      guard let action = udev_device_get_action(handle), let device = UdevDevice(reading: handle) else { continue }
      tell(roster.event(String(cString: action), device, duringStart: duringStart))
    }
  }

  private func enumerate() throws(SystemError) {
    var found: [UdevDevice] = []
    try scan("tty", names: ["tty[!0-9]*", "rfcomm*"], into: &found)
    try scan("usb", names: [], into: &found)
    try scan("input", names: ["event*"], into: &found)
    try scan("hidraw", names: [], into: &found)
    tell(roster.enumerated(found))
  }

  /// - Parameter names: patterns of kernel names, none for all: 64 virtual consoles are not worth a look at each start.
  private func scan(
    _ subsystem: String, names: [String], into found: inout [UdevDevice]
  ) throws(SystemError) {
    guard let enumeration = udev_enumerate_new(udev) else { throw SystemError(call: "udev_enumerate_new") }
    defer { udev_enumerate_unref(enumeration) }
    try check("udev_enumerate_add_match_subsystem", udev_enumerate_add_match_subsystem(enumeration, subsystem))
    for name in names {
      try check("udev_enumerate_add_match_sysname", udev_enumerate_add_match_sysname(enumeration, name))
    }
    // What udevd has not finished with comes as an event when it has; without udevd that would be never.
    if udevIsRunning {
      try check("udev_enumerate_add_match", udev_enumerate_add_match_is_initialized(enumeration))
    }
    try check("udev_enumerate_scan_devices", udev_enumerate_scan_devices(enumeration))
    var entry = udev_enumerate_get_list_entry(enumeration)
    while let current = entry {
      entry = udev_list_entry_get_next(current)
      // A device may go between the scan and here.
      guard let path = udev_list_entry_get_name(current), let handle = udev_device_new_from_syspath(udev, path)
      else { continue }
      defer { udev_device_unref(handle) }
      if let device = UdevDevice(reading: handle) { found.append(device) }
    }
  }

  private func tell(_ changes: [UdevChange]) {
    for change in changes { handler?(change) }
  }

  private func check(_ call: String, _ result: CInt) throws(SystemError) {
    if result < 0 { throw SystemError(call: call, code: -result) }
  }
}
