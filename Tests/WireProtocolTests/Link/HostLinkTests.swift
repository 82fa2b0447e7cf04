import Cryptography
import Testing
import WireProtocol

struct HostLinkTests {
  @Test("opening sends a zero and a hello, and the answer with its tag brings the link up")
  func opens() throws {
    var host = Host()
    host.link(.opened)
    #expect(host.sent.first == 0)
    let hello = try #require(host.lastHello)
    #expect(hello.versions == 0...0)
    host.answer()
    #expect(host.log == ["up"])
    #expect(host.nextDeadline == nil)
  }

  @Test("a mute device gets ten hellos, half a second apart, each with its own tag, and then the link has failed")
  func mute() {
    var host = Host()
    host.link(.opened)
    var tags: [UInt8] = []
    while let deadline = host.nextDeadline {
      tags.append(host.lastHello?.tag ?? 0)
      host.now = deadline
      host.link(.deadline)
    }
    #expect(tags == Array(1...10))
    #expect(host.now == .milliseconds(5000))
    #expect(host.log == ["failed noAnswer(tries: 10)"])
  }

  @Test("a deadline that has not come yet changes nothing")
  func early() {
    var host = Host()
    host.link(.opened)
    let before = host.sent
    host.now = .milliseconds(499)
    host.link(.deadline)
    #expect(host.sent == before)
    #expect(host.nextDeadline == .milliseconds(500))
  }

  @Test("an answer to an earlier hello is left alone, and so are keys before the link is up")
  func staleAnswer() {
    var host = Host()
    host.link(.opened)
    host.now = .milliseconds(500)
    host.link(.deadline)
    host.receive(.hello(.plain(tag: 1)), 0)
    host.receive(.key(.digit(3)), 1)
    #expect(host.log.isEmpty)
    host.receive(.hello(.plain(tag: 2)), 0)
    host.receive(.key(.digit(4)), 1)
    #expect(host.log == ["up", "key digit 4"])
  }

  @Test("a device with versions from the future ends in a failure that names them")
  func futureVersions() {
    var host = Host()
    host.link(.opened)
    host.receive(.error(ErrorReport(.noCommonVersion, about: 1, detail: [3, 5])), 0)
    #expect(host.log == ["failed noCommonVersion(device: Optional(ClosedRange(3...5)))"])
    #expect(host.nextDeadline == nil)

    var bare = Host()
    bare.link(.opened)
    bare.receive(.error(ErrorReport(.noCommonVersion, about: 1)), 0)
    #expect(bare.log == ["failed noCommonVersion(device: nil)"])
  }

  @Test("a version that was never offered is refused")
  func versionNotOffered() {
    var host = Host()
    host.link(.opened)
    host.receive(.hello(.plain(version: 4, tag: 1)), 0)
    #expect(host.log == ["failed versionNotOffered(4)"])
  }

  @Test("a lost frame is told before what the next frame brings")
  func lostFrame() {
    var host = Host.up()
    host.receive(.key(.digit(1)), 1)
    host.receive(.key(.digit(3)), 3)
    #expect(host.log == ["up", "key digit 1", "lost 1", "key digit 3"])
  }

  @Test("a damaged frame is told, and the gap that it leaves too")
  func damagedFrame() {
    var host = Host.up()
    var wire = DeviceMessage.key(.digit(1)).frame(sequence: 1).encoded()
    wire[3] ^= 4
    host.link(.received(wire))
    host.receive(.key(.digit(2)), 2)
    #expect(host.log == ["up", "damaged", "lost 1", "key digit 2"])
  }

  @Test("a frame whose body breaks its table is damage, and its number still counts")
  func brokenBody() {
    var host = Host.up()
    host.receive(.unrecognized(id: DeviceMessageID.code.rawValue, body: SecretBytes(copying: "12A456".utf8)), 1)
    host.receive(.key(.digit(2)), 2)
    #expect(host.log == ["up", "damaged", "key digit 2"])
  }

  @Test("what a later version's device says is skipped, and its number counts")
  func unknownMessage() {
    var host = Host.up()
    host.receive(.unrecognized(id: 0xF0, body: SecretBytes(copying: "future".utf8)), 1)
    host.receive(.key(.enter), 2)
    #expect(host.log == ["up", "skipped 240", "key enter"])
  }

  @Test("an echoing line makes no keys and no losses of what the host sent")
  func echo() {
    var host = Host.up()
    host.link(.ping)
    host.link(.received(host.sent))
    #expect(host.log.allSatisfy { $0 == "up" || $0.hasPrefix("skipped") })
    host.receive(.key(.digit(8)), 1)
    #expect(host.log.last == "key digit 8")
  }

  @Test("a device that starts anew is greeted again, and what was typed is void")
  func restart() {
    var host = Host.up()
    host.receive(.key(.digit(1)), 1)
    let tag = host.lastHello?.tag
    host.receive(.hello(.plain(tag: 0)), 0)
    #expect(host.lastHello?.tag != tag)
    host.answer()
    host.receive(.key(.digit(2)), 1)
    #expect(host.log == ["up", "key digit 1", "restarted", "up", "key digit 2"])
  }

  @Test("a device that wants a hello first is greeted again")
  func helloFirst() {
    var host = Host.up()
    host.link(.ping)
    host.receive(.error(ErrorReport(.helloFirst, about: HostMessageID.ping.rawValue)), 1)
    #expect(host.nextDeadline == .milliseconds(500))
    host.answer()
    #expect(host.nextDeadline == nil)
    #expect(host.log == ["up", "restarted", "up"])
  }

  @Test("a device that is switched on after the link failed is greeted")
  func lateDevice() {
    var host = Host()
    host.link(.opened)
    while let deadline = host.nextDeadline {
      host.now = deadline
      host.link(.deadline)
    }
    host.receive(.hello(.plain(tag: 0)), 0)
    host.answer()
    #expect(host.log == ["failed noAnswer(tries: 10)", "up"])
  }

  @Test("a device that only ever asks for a hello does not keep the line busy")
  func asksForEver() {
    var host = Host()
    host.link(.opened)
    var hellos = 0
    for _ in 0..<100 {
      let before = host.lastHello?.tag
      host.receive(.hello(.plain(tag: 0)), 0)
      if host.lastHello?.tag != before { hellos += 1 }
    }
    #expect(hellos == 1)
    while let deadline = host.nextDeadline {
      host.now = deadline
      host.link(.deadline)
    }
    #expect(host.log == ["failed noAnswer(tries: 10)"])
  }

  @Test("a pong with the ping's tag is told and ends the waiting; another does not")
  func ping() {
    var host = Host.up()
    host.link(.ping)
    #expect(host.nextDeadline == .milliseconds(1000))
    host.receive(.pong(tag: 77), 1)
    #expect(host.nextDeadline != nil)
    host.receive(.pong(tag: 1), 2)
    #expect(host.nextDeadline == nil)
    #expect(host.log == ["up", "pong"])
  }

  @Test("three pings without a pong, and the device is silent")
  func silent() {
    var host = Host.up()
    host.link(.ping)
    host.link(.ping)
    while let deadline = host.nextDeadline {
      host.now = deadline
      host.link(.deadline)
    }
    #expect(host.now == .milliseconds(3000))
    #expect(host.log == ["up", "failed silent(tries: 3)"])
  }

  @Test("texts and signals go only to devices that have a display and a signal")
  func capabilities() throws {
    let text = try #require(PrintableText("Hello".utf8))
    for (capabilities, frames) in [(Capabilities.keys, 0), (.display, 1), ([.display, .feedback], 2)] {
      var host = Host()
      host.link(.opened)
      host.receive(.hello(.plain(tag: 1, capabilities: capabilities)), 0)
      host.sent = []
      host.link(.show(text))
      host.link(.feedback(.accepted))
      #expect(host.sent.count { $0 == 0 } == frames)
    }
  }

  @Test("the shortest conversation is the one that the specification's README shows")
  func readme() throws {
    let lines = Specification.text("README.md").split(separator: "\n").map { $0.drop { $0 == " " } }
    let toDevice = lines.filter { $0.hasPrefix("> ") }.map { bytes(hex: String($0.dropFirst(2))) }
    let toHost = lines.filter { $0.hasPrefix("< ") }.map { bytes(hex: String($0.dropFirst(2))) }
    var host = Host()
    host.link(.opened)
    #expect(toDevice == [host.sent])
    for bytes in toHost { host.link(.received(bytes)) }
    #expect(host.log == ["up", "key digit 1"])
  }
}

/// A link, the time, and what came out of it in words.
private struct Host {
  private var machine = HostLink()
  var now = Duration.zero
  var sent: [UInt8] = []
  private(set) var log: [String] = []

  static func up() -> Host {
    var host = Host()
    host.link(.opened)
    host.answer()
    return host
  }

  var nextDeadline: Duration? { machine.nextDeadline }

  var lastHello: HostHello? {
    var decoder = FrameDecoder()
    var hello: HostHello?
    for byte in sent {
      if case .frame(let frame)? = decoder.receive(byte), case .hello(let found)? = try? HostMessage(frame) {
        hello = found
      }
    }
    return hello
  }

  mutating func answer() {
    receive(.hello(.plain(tag: lastHello?.tag ?? 0)), 0)
  }

  mutating func receive(_ message: DeviceMessage, _ sequence: UInt8) {
    link(.received(message.frame(sequence: sequence).encoded()))
  }

  mutating func link(_ event: HostLinkEvent) {
    for effect in machine.handle(event, at: now) {
      switch effect {
      case .send(let bytes): sent += bytes
      case .up: log.append("up")
      case .restarted: log.append("restarted")
      case .failed(let failure): log.append("failed \(failure)")
      case .key(let key): log.append("key \(key.name)")
      case .code(let code): log.append("code \(String(decoding: code.array, as: UTF8.self))")
      case .error(let report): log.append("error \(report.rawCode)")
      case .pong: log.append("pong")
      case .damagedFrame: log.append("damaged")
      case .lostFrames(let count): log.append("lost \(count)")
      case .skipped(let id): log.append("skipped \(id)")
      }
    }
  }
}

extension DeviceHello {
  fileprivate static func plain(version: UInt8 = 0, tag: UInt8, capabilities: Capabilities = .keys) -> DeviceHello {
    let none = PrintableText(clipping: [], limit: 0)
    return DeviceHello(
      version: version, answeredTag: tag, capabilities: capabilities, vendor: none, product: none, serial: none,
      firmware: none)
  }
}
