import Foundation
import Rig

/// A keypad on an FTDI adapter that nobody here wrote.
enum SerialCases {
  static let all: [Case] = [
    Case("serial-seen", seen), Case("serial-property", property), Case("serial-configuration", configuration),
    Case("serial-forbidden", forbidden), Case("serial-mid-code", midCode), Case("serial-seat", seat),
    Case("serial-storm", storm),
  ]

  private static let byID = "/dev/serial/by-id/usb-QEMU_QEMU_USB_SERIAL_PAD-if00-port0"

  static func seen(_ guest: Guest) throws {
    try guest.withDaemon(groups: "keyport,dialout") { daemon, watch in
      try guest.plugSerial("PAD")
      let told = try guest.await("present", of: "ttyUSB0", on: watch)
      try check(told["driver"] is NSNull, "an adapter has the driver \(told["driver"] ?? "?")")
      try check(told["serial"] as? String, is: "PAD", "its serial number")
      try check(told["origin"] as? String, is: "hardware", "its origin")
      try check(try daemon.holds("/dev/ttyUSB0"), is: false, "whether an adapter nobody named is open")
      try guest.unplug("PAD")
      try guest.await("gone", of: "ttyUSB0", on: watch)
      try check(try daemon.devices()["ttyUSB0"] == nil, "it is gone and still listed")
    }
  }

  static func property(_ guest: Guest) throws {
    try guest.optIn("PAD")
    try guest.withDaemon { daemon, watch in
      try guest.plugSerial("PAD")
      let told = try guest.await("ready", of: "ttyUSB0", on: watch)
      try check(told["driver"] as? String, is: "line-keypad", "its driver")
      try check(try daemon.holds("/dev/ttyUSB0"), is: true, "whether the keypad is open")
      let code = try Oathtool.hotp(Guest.key, counter: 0)
      for outcome in ["accepted", "refused"] {
        let login = try daemon.waitingLogin("alice")
        try guest.type(code + "\r")
        try guest.expect(outcome, of: login)
      }
    }
  }

  static func configuration(_ guest: Guest) throws {
    let configuration = "log: debug\ndevices:\n  - path: \(byID)\n    driver: line-keypad\n    name: lobby\n"
    try guest.withDaemon(groups: "keyport,dialout", configuration: configuration) { daemon, watch in
      try guest.plugSerial("PAD")
      try guest.await("ready", of: "lobby", on: watch)
      let login = try daemon.waitingLogin("alice")
      try guest.type(try Oathtool.hotp(Guest.key, counter: 0) + "#")
      try guest.expect("accepted", of: login)
    }
  }

  static func forbidden(_ guest: Guest) throws {
    let configuration = "log: debug\ndevices:\n  - path: \(byID)\n    name: lobby\n"
    try guest.withDaemon(configuration: configuration) { daemon, watch in
      try guest.plugSerial("PAD")
      let told = try guest.await("forbidden", of: "lobby", on: watch)
      try check((told["cause"] as? String)?.contains("dialout") == true, "the cause names no right: \(told)")
      try check(try daemon.holds("/dev/ttyUSB0"), is: false, "whether a forbidden port is open")
    }
  }

  static func midCode(_ guest: Guest) throws {
    try guest.optIn("PAD")
    try guest.withDaemon { daemon, watch in
      try guest.plugSerial("PAD")
      try guest.await("ready", of: "ttyUSB0", on: watch)
      let code = try Oathtool.hotp(Guest.key, counter: 0)
      let login = try daemon.waitingLogin("alice")
      try guest.type(String(code.prefix(3)))
      for _ in 0..<3 { try check(watch.object { $0["event"] as? String == "key" } != nil, "a key was not told") }
      try guest.unplug("PAD")
      try guest.await("gone", of: "ttyUSB0", on: watch)
      try guest.plugSerial("PAD")
      // The login has not gone: it has the keypad at once.
      try guest.await("claimed", of: "ttyUSB0", on: watch)
      try guest.type(code + "\r")
      try guest.expect("accepted", of: login)
    }
  }

  static func seat(_ guest: Guest) throws {
    try guest.rule(
      #"SUBSYSTEM=="usb", ENV{DEVTYPE}=="usb_device", ATTR{serial}=="PAD", ENV{ID_SEAT}="seat-lobby", "#
        + #"ENV{KEYPORT_DRIVER}="line-keypad""#)
    try guest.withDaemon { daemon, watch in
      try guest.plugSerial("PAD")
      let told = try guest.await("ready", of: "ttyUSB0", on: watch)
      try check(told["seat"] as? String, is: "seat-lobby", "its seat")
      let elsewhere = try daemon.waitingLogin("alice")
      let login = try daemon.waitingLogin("alice", "--seat", "seat-lobby")
      try guest.type(try Oathtool.hotp(Guest.key, counter: 0) + "\r")
      try guest.expect("accepted", of: login)
      let status = try daemon.keyport("--json", "status").lastObject
      try check(status?["waiting_logins"] as? Int, is: 1, "logins that wait at the other seat")
      elsewhere.interrupt()
      _ = elsewhere.finish()
    }
  }

  static func storm(_ guest: Guest) throws {
    try guest.optIn("PAD")
    try guest.withDaemon { daemon, watch in
      var before: (descriptors: [String], threads: Int) = ([], 0)
      for cycle in 0..<21 {
        try guest.plugSerial("PAD")
        try guest.await("ready", of: "ttyUSB0", on: watch)
        try guest.unplug("PAD")
        try guest.await("gone", of: "ttyUSB0", on: watch)
        // What the first makes and keeps is not growth.
        if cycle == 0 { before = (try daemon.held(), try daemon.threads()) }
      }
      try check(try daemon.held(), is: before.descriptors, "descriptors after 20 cycles")
      try check(try daemon.threads(), is: before.threads, "threads after 20 cycles")
    }
  }
}
