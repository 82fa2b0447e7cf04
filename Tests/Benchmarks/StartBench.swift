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
      let begin = Sample.microseconds()
      let running = try Running(Programs.keyportd, arguments)
      var client: SocketClient?
      while client == nil { client = SocketClient(unix: folder.file("keyport.sock")) }
      client?.send("GET /v1/version HTTP/1.1\r\nHost: localhost\r\n\r\n")
      client?.receive(until: "\"version\"")
      // The first round makes the store and its key.
      if round > 0 { ours.add((Sample.microseconds() - begin) / 1000) }
      client = nil
      running.interrupt()
      _ = running.finish()

      if Gpsd.isInstalled {
        let begin = Sample.microseconds()
        let gpsd = try Gpsd.start(device: nil)
        try Gpsd.connect(to: gpsd).receive(until: "VERSION")
        if round > 0 { gpsdTimes.add((Sample.microseconds() - begin) / 1000) }
        gpsd.process.terminate()
        _ = gpsd.finish()
      }
      if Pcscd.isInstalled, geteuid() == 0 {
        let begin = Sample.microseconds()
        let pcscd = try Pcscd.start()
        if round > 0 { pcscdTimes.add((Sample.microseconds() - begin) / 1000) }
        pcscd.process.terminate()
        _ = pcscd.finish()
      }
    }
    let name = "exec to first answer, median of \(rounds)"
    return [
      Figure(
        name: name, unit: "ms", ours: ours.median, peerName: "gpsd",
        peer: gpsdTimes.values.isEmpty ? nil : gpsdTimes.median, target: "≤ 10 ms", met: ours.median <= 10,
        note: "spawning included"),
      Figure(
        name: name, unit: "ms", ours: ours.median, peerName: "pcscd",
        peer: pcscdTimes.values.isEmpty ? nil : pcscdTimes.median, target: nil, met: nil,
        note: "pcscd: until it takes a connection"),
    ]
  }
}
