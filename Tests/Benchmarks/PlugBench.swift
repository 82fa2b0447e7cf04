import Foundation
import Rig

/// How long a device takes from being there to `ready` on the event stream, and from going to `gone`.
enum PlugBench {
  private static let rounds = 300
  /// gpsd has room for four devices, and takes a second for each; pcscd takes half a second.
  private static let gpsdRounds = 4
  private static let pcscdRounds = 10

  static func run() throws -> [Figure] {
    let pty = try onPty()
    let gpsd = try gpsdComing()
    var figures = [
      figure(
        "serial keypad plugged in to ready, median of \(rounds)", pty.coming.median, "gpsd", gpsd?.median,
        note: "gpsd: told by its control socket, to its DEVICE"),
      figure("serial keypad plugged in to ready, p99", pty.coming.p99),
      figure("serial keypad pulled out to gone, median of \(rounds)", pty.going.median, note: "gpsd tells nobody"),
      figure("serial keypad pulled out to gone, p99", pty.going.p99),
    ]
    let pcscd = try VirtualCard.measure(rounds: pcscdRounds)
    guard let usb = try onUSB() else {
      FileHandle.standardError.write(Data("no made-up USB devices: umockdev is not installed\n".utf8))
      return figures
    }
    figures += [
      figure(
        "USB keypad, udev's event to ready, median of \(rounds)", usb.coming.median, "pcscd",
        pcscd?.coming.median, note: "pcscd: a card into a reader that it has, to its client"),
      figure(
        "USB keypad, udev's event to ready, p99", usb.coming.p99, "pcscd", pcscd?.coming.p99,
        note: "pcscd: the longest of \(pcscdRounds)"),
      figure("USB keypad pulled out to gone, median of \(rounds)", usb.going.median, "pcscd", pcscd?.going.median),
      figure("USB keypad pulled out to gone, p99", usb.going.p99, "pcscd", pcscd?.going.p99),
    ]
    return figures
  }

  private static func figure(
    _ name: String, _ ours: Double, _ peerName: String? = nil, _ peer: Double? = nil, note: String? = nil
  ) -> Figure {
    Figure(
      name: name, unit: "ms", ours: ours, peerName: peerName, peer: peer, target: peerName == nil ? nil : "≤ peer",
      met: peer.map { ours <= $0 }, note: note)
  }

  /// A pty whose link appears and goes.
  private static func onPty() throws -> PlugTimes {
    let folder = try Folder()
    let path = folder.file("keypad")
    let daemon = try Daemon(["--device", path], in: folder, configuration: "stand-in: false\nlog: warning\n")
    defer { daemon.stop() }
    let events = try follow(daemon)
    var times = PlugTimes()
    for round in 0...rounds {
      var begin = Sample.microseconds()
      let keypad = try Keypad(at: path)
      try wait(for: "ready", on: events)
      let coming = Sample.microseconds() - begin
      begin = Sample.microseconds()
      keypad.unplug()
      try wait(for: "gone", on: events)
      let going = Sample.microseconds() - begin
      // What the first makes and keeps, later ones have.
      if round > 0 {
        times.coming.add(coming / 1000)
        times.going.add(going / 1000)
      }
    }
    return times
  }

  /// A made-up keyboard on umockdev's bus: from the moment at which udev tells of its event node.
  private static func onUSB() throws -> PlugTimes? {
    guard FileManager.default.isExecutableFile(atPath: "/usr/bin/umockdev-wrapper") else { return nil }
    let rig = Programs.project.appending(path: "Tests/Rigs/usb_rig.py").path
    let daemon = try Daemon(
      configuration: "stand-in: false\nlog: warning\n",
      wrapper: ["umockdev-wrapper", "/usr/bin/python3", rig, "--"])
    defer {
      try? daemon.running.tell("quit")
      _ = daemon.running.finish()
    }
    let events = try follow(daemon)
    try daemon.running.tell("times")
    var times = PlugTimes()
    for round in 0...rounds {
      let coming = try passed("keyboard 1", "ready", daemon, events)
      let going = try passed("away 1", "gone", daemon, events)
      if round > 0 {
        times.coming.add(coming / 1000)
        times.going.add(going / 1000)
      }
    }
    return times
  }

  /// Microseconds from what the rig does at a word to the state on the event stream.
  private static func passed(
    _ word: String, _ state: String, _ daemon: Daemon, _ events: SocketClient
  ) throws -> Double {
    try daemon.running.tell(word)
    try wait(for: state, on: events)
    let end = Sample.microseconds()
    var begin: Double?
    while let line = daemon.running.line(), line != "rig: \(word)" {
      if line.hasPrefix("rig: at "), let moment = line.split(separator: " ").last { begin = Double(moment) }
    }
    guard let begin else { throw BenchFailure("the rig told no time") }
    return end - begin
  }

  /// What gpsd takes: its control socket is told of a device, its client hears of it. Nil where it is not installed.
  private static func gpsdComing() throws -> Sample? {
    guard Gpsd.isInstalled else { return nil }
    unlink(Gpsd.control)
    let gpsd = try Gpsd.start(device: nil)
    defer {
      gpsd.process.terminate()
      _ = gpsd.finish()
    }
    let client = try Gpsd.connect(to: gpsd)
    client.receive(until: "VERSION")
    client.send("?WATCH={\"enable\":true,\"json\":true};\n")
    client.receive(until: "\"WATCH\"")
    let folder = try Folder()
    chmod(folder.path, 0o755)
    var sample = Sample()
    var receivers: [Keypad] = []
    for round in 0..<gpsdRounds {
      let receiver = try Keypad(at: folder.file("receiver\(round)"))
      receivers.append(receiver)
      // It has given its rights away by now.
      chmod(receiver.path, 0o666)
      guard let control = SocketClient(unix: Gpsd.control) else { throw BenchFailure("gpsd takes no commands") }
      let begin = Sample.microseconds()
      control.send("+\(receiver.path)\r\n")
      guard client.receive(until: "\"activated\"") else { throw BenchFailure("gpsd does not take a receiver") }
      sample.add((Sample.microseconds() - begin) / 1000)
    }
    return sample
  }

  private static func follow(_ daemon: Daemon) throws -> SocketClient {
    guard let events = SocketClient(unix: daemon.socket) else { throw POSIXError(.ECONNREFUSED) }
    events.send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    guard events.receive(until: "event: ready") else { throw BenchFailure("the event stream does not begin") }
    return events
  }

  private static func wait(for state: String, on events: SocketClient) throws {
    guard events.receive(until: "\"state\":\"\(state)\"") else { throw BenchFailure("a keypad never was \(state)") }
  }
}
