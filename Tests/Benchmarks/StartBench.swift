import Foundation
import Rig

/// From exec to the first answer, the state being there already, as after a restart.
enum StartBench {
  private static let rounds = 15

  static func run() throws -> [Figure] {
    let folder = try Folder()
    var ours = Sample()
    var gpsdTimes = Sample()
    var pcscdTimes = Sample()
    let arguments = ["--state", folder.file("state"), "--socket", folder.file("keyport.sock")]
    for round in 0...rounds {
      unlink(folder.file("keyport.sock"))
      let keyportd = try Spawned(Programs.keyportd.path, arguments)
      var begin = Sample.microseconds()
      let client = try keyportd.first { SocketClient(unix: folder.file("keyport.sock")) }
      client.send("GET /v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n")
      client.receive(until: "\"version\"")
      // The first round makes the store and its key.
      if round > 0 { ours.add((Sample.microseconds() - begin) / 1000) }
      keyportd.end()

      if Gpsd.isInstalled {
        let gpsd = try Spawned(Gpsd.program.path, Gpsd.arguments(device: nil))
        begin = Sample.microseconds()
        try gpsd.first { SocketClient(port: Gpsd.port) }.receive(until: "VERSION")
        if round > 0 { gpsdTimes.add((Sample.microseconds() - begin) / 1000) }
        gpsd.end()
      }
      if Pcscd.isInstalled, geteuid() == 0 {
        Pcscd.tidy()
        let pcscd = try Spawned(Pcscd.program.path, ["--foreground"])
        begin = Sample.microseconds()
        _ = try pcscd.first { SocketClient(unix: Pcscd.socket) }
        if round > 0 { pcscdTimes.add((Sample.microseconds() - begin) / 1000) }
        pcscd.end()
      }
    }
    let name = "exec to first answer, median of \(rounds)"
    return [
      Figure(
        name: name, unit: "ms", ours: ours.median, peerName: "gpsd",
        peer: gpsdTimes.values.isEmpty ? nil : gpsdTimes.median, target: "≤ 10 ms", met: ours.median <= 10,
        note: nil),
      Figure(
        name: name, unit: "ms", ours: ours.median, peerName: "pcscd",
        peer: pcscdTimes.values.isEmpty ? nil : pcscdTimes.median, target: nil, met: nil,
        note: "pcscd: until it takes a connection"),
    ]
  }
}
