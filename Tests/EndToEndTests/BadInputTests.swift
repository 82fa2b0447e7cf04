import Foundation
import Rig
import Testing
import WireProtocol

@Suite("Bad input from a keypad", .timeLimit(.minutes(15)))
struct BadInputTests {
  static let key = "3132333435363738393031323334353637383930"

  static let junk: [(name: String, bytes: [UInt8])] = [
    ("letters", Array("12a456\r".utf8)),
    ("NUL bytes", [0x31, 0, 0x32, 0, 0x0D]),
    ("an over-long line", Array(String(repeating: "7", count: 200).utf8) + [0x0D]),
    ("bytes above ASCII", (0x80...0xFF) + [0x0A]),
    ("1 MiB without a line end", Array(repeating: UInt8(ascii: "5"), count: 1 << 20) + [0x0D]),
    ("1 MiB of noise", (0..<1 << 20).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 >> 7) } + [0x0D, 0x2A]),
    ("only line ends", Array(repeating: 0x0D, count: 10_000)),
  ]

  @Test("costs nothing but itself: the code typed after it is accepted", arguments: junk.indices)
  func junkThenCode(index: Int) throws {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("lobby"))
    let daemon = try Daemon(["--device", keypad.path], in: folder)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(
      try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)", "--counter", "0", "--digits", "8").status == 0)
    // A second token with another number of digits: the login then waits for Enter, and junk cannot end a code.
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)00", "--counter", "0").status == 0)
    let login = try daemon.waitingLogin("alice")
    try keypad.type("*")
    try keypad.type(Self.junk[index].bytes)
    try keypad.type("*" + (try Oathtool.hotp(Self.key, counter: 0, digits: 8)) + "#")
    let outcome = login.finish()
    #expect(outcome.lastObject?["outcome"] as? String == "accepted", "\(Self.junk[index].name): \(outcome.output)")
    #expect(try daemon.devices()["lobby"]?["state"] as? String == "ready")
    #expect(daemon.stop().status == 0)
  }

  @Test("on one seat at line rate does not keep another seat's login waiting")
  func flood() throws {
    let folder = try Folder()
    let noisy = try Keypad(at: folder.file("noisy"))
    let quiet = try Keypad(at: folder.file("quiet"))
    let configuration = """
      stand-in: false
      devices:
        - path: \(noisy.path)
          seat: seat1
        - path: \(quiet.path)
      """
    let daemon = try Daemon(in: folder, configuration: configuration)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)", "--counter", "0").status == 0)
    let login = try daemon.waitingLogin("alice")
    let flood = Thread {
      let chunk = Array(repeating: UInt8(ascii: "9"), count: 4096)
      while !Thread.current.isCancelled { if (try? noisy.type(chunk)) == nil { return } }
    }
    flood.start()
    try quiet.type(try Oathtool.hotp(Self.key, counter: 0))
    #expect(login.finish().lastObject?["outcome"] as? String == "accepted")
    flood.cancel()
    #expect(daemon.stop().status == 0)
  }

  @Test("in half frames and damaged ones leaves a protocol keypad failed with the cause, and the daemon going")
  func damagedFrames() throws {
    let cause = try cause(ofFailureAfter: [0x05, 0x81, 0x01, 0x02, 0x00, 0x03, 0xFF, 0xFF, 0x00, 0x09, 0x42])
    #expect(cause.contains("answer"), "\(cause)")
  }

  @Test("of a keypad that speaks only versions from the future is named with them")
  func futureVersion() throws {
    let report = DeviceMessage.error(
      ErrorReport(.noCommonVersion, about: HostMessageID.hello.rawValue, detail: [3, 5]))
    let cause = try cause(ofFailureAfter: report.frame(sequence: 0).encoded())
    #expect(cause.contains("3") && cause.contains("5"), "\(cause)")
  }

  /// Why a protocol keypad that sends this and nothing else is failed.
  private func cause(ofFailureAfter bytes: [UInt8]) throws -> String {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("lobby"))
    let daemon = try Daemon(["--device", "\(keypad.path)=keyport-keypad"], in: folder)
    let watch = try daemon.start("--json", "watch")
    // It is opened once the daemon has its own key, and what came before is thrown away.
    _ = watch.object { $0["name"] as? String == "lobby" && $0["state"] as? String == "identifying" }
    try keypad.type(bytes)
    let device = watch.object { $0["name"] as? String == "lobby" && $0["state"] as? String == "failed" }
    #expect(try daemon.keyport("status").status == 0)
    watch.interrupt()
    #expect(daemon.stop().status == 0)
    return device?["cause"] as? String ?? ""
  }
}
