import Foundation
import Rig

/// gpsd on a pty, and a client that follows it: times sentences from their last byte to their JSON.
final class GpsdListener {
  private static let sentence = "!AIVDM,1,1,,A,13u?etPv2;0n:dDPwUM1U1Cb069D,0*24\r\n"
  private static let answer = "\"class\":\"AIS\""

  private let folder: Folder
  private let receiver: Keypad
  private let gpsd: Running
  private let client: SocketClient

  /// Nil where gpsd is not installed.
  init?() throws {
    guard Gpsd.isInstalled else { return nil }
    folder = try Folder()
    receiver = try Keypad(at: folder.file("receiver"))
    gpsd = try Gpsd.start(device: receiver.path)
    client = try Gpsd.connect(to: gpsd)
    client.receive(until: "VERSION")
    client.send("?WATCH={\"enable\":true,\"json\":true};\n")
    client.receive(until: "\"WATCH\"")
    // gpsd has to recognise the receiver first: until it answers, sentences may be dropped.
    for _ in 0..<20 { try receiver.type(Self.sentence) }
    client.receive(until: Self.answer)
    usleep(200_000)
    client.drain()
  }

  deinit {
    gpsd.process.terminate()
    _ = gpsd.finish()
  }

  /// Microseconds from the last byte of a sentence to its JSON.
  func latency() throws -> Double {
    try receiver.type(String(Self.sentence.dropLast(1)))
    let begin = Sample.microseconds()
    try receiver.type("\n")
    guard client.receive(until: Self.answer) else { throw BenchFailure("gpsd lost a sentence") }
    return Sample.microseconds() - begin
  }
}
