import Foundation
import Rig

/// As many USB devices at once as QEMU's hubs take.
enum CrowdCases {
  static let all: [Case] = [Case("crowd-of-32", crowd)]

  private static let hubs = 4
  private static let portsOfHub = 8

  /// Half keyboards, half adapters, four hubs full: each becomes ready under a name of its own, and none leaves anything
  /// behind.
  static func crowd(_ guest: Guest) throws {
    try guest.rule(
      #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="K*", ENV{KEYPORT_DRIVER}="hid-keypad""# + "\n"
        + #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="S*", ENV{KEYPORT_DRIVER}="line-keypad""#)
    try guest.withDaemon { daemon, watch in
      let before = try daemon.held()
      let listed = Set(try daemon.devices().keys)
      let threads = try daemon.threads()
      var serials: [String] = []
      for hub in 1...hubs {
        try guest.plugHub("hub\(hub)", port: hub)
        for port in 1...portsOfHub {
          let place = "\(hub).\(port)"
          let serial = (port % 2 == 0 ? "K" : "S") + "\(hub)\(port)"
          if port % 2 == 0 {
            try guest.plugKeyboard(serial, port: place)
          } else {
            try guest.plugSilentSerial(serial, port: place)
          }
          serials.append(serial)
        }
      }
      try wait(for: "ready", of: serials, on: watch)
      let devices = try daemon.devices().values
      try check(
        Set(devices.filter { $0["state"] as? String == "ready" }.compactMap { $0["serial"] as? String }),
        is: Set(serials), "serial numbers of the devices that are ready")
      for serial in serials { try guest.unplug(serial) }
      try wait(for: "gone", of: serials, on: watch)
      try check(try daemon.held(), is: before, "descriptors after all are gone")
      try check(try daemon.threads(), is: threads, "threads after all are gone")
      try check(Set(try daemon.devices().keys), is: listed, "devices that are listed after all are gone")
    }
  }

  /// Waits until each was told to be in the state; devices are told apart by their names, of which each has one.
  private static func wait(for state: String, of serials: [String], on watch: Running) throws {
    var names: Set<String> = []
    while names.count < serials.count {
      guard let told = watch.object(where: { $0["state"] as? String == state && $0["event"] as? String == "device" })
      else { throw CaseFailure("only \(names.count) of \(serials.count) were told to be \(state)") }
      if let name = told["name"] as? String { names.insert(name) }
    }
  }
}
