import Foundation
import Rig

/// gpsd, the daemon that does for receivers what keyportd does for keypads: bytes on a tty to JSON on a socket.
enum Gpsd {
  static let program = URL(filePath: "/usr/sbin/gpsd")
  static let port: UInt16 = 42947
  private static let sentence = "!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n"

  static var isInstalled: Bool { FileManager.default.isExecutableFile(atPath: program.path) }

  /// How it is started on `device`; without one it wants a control socket, or it ends.
  static func arguments(device: String?) -> [String] {
    ["-N", "-n", "-b", "-S", "\(port)", "-D", "0"]
      + (device.map { [$0] } ?? ["-F", NSTemporaryDirectory() + "/keyport-bench-gpsd.sock"])
  }

  /// Starts gpsd on `device`.
  static func start(device: String?) throws -> Running { try Running(program, arguments(device: device)) }

  /// A connection to it, waited for while it runs.
  static func connect(to gpsd: Running) throws -> SocketClient {
    while gpsd.process.isRunning { if let client = SocketClient(port: port) { return client } }
    throw BenchFailure("gpsd ended at once")
  }

  /// From the last byte of a sentence to its JSON; nil where gpsd is not installed or does not speak.
  static func latencies(count: Int) throws -> Sample? {
    guard isInstalled else { return nil }
    let folder = try Folder()
    let receiver = try Keypad(at: folder.file("receiver"))
    let gpsd = try start(device: receiver.path)
    defer {
      gpsd.process.terminate()
      _ = gpsd.finish()
    }
    let client = try connect(to: gpsd)
    client.receive(until: "VERSION")
    client.send("?WATCH={\"enable\":true,\"json\":true};\n")
    client.receive(until: "\"WATCH\"")
    // gpsd has to recognise the receiver first: until it answers, sentences may be dropped.
    for _ in 0..<20 { try receiver.type(sentence) }
    client.receive(until: "\"class\":\"AIS\"")
    usleep(200_000)
    client.drain()
    var sample = Sample()
    for index in 0..<count + 100 {
      try receiver.type(String(sentence.dropLast(1)))
      let begin = Sample.microseconds()
      try receiver.type("\n")
      guard client.receive(until: "\"class\":\"AIS\"") else { return nil }
      if index >= 100 { sample.add(Sample.microseconds() - begin) }
    }
    return sample
  }
}
