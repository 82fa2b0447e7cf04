import Conversations
import Cryptography
import Testing
import WireProtocol

struct HostLinkGreetingTests {
  private static let entropy = SecretBytes(copying: [UInt8](repeating: 7, count: Host.entropySize))

  private static func hello(_ bytes: [HostLinkEffect]) -> HostHello? {
    for effect in bytes {
      guard case .send(let bytes) = effect, let frame = Dialogue.frames(bytes).first,
        case .hello(let hello)? = try? HostMessage(frame)
      else { continue }
      return hello
    }
    return nil
  }

  private static func answer(
    to tag: UInt32, version: UInt8 = 1, capabilities: Capabilities = [.keys, .display], isPaired: Bool = false
  ) -> [UInt8] {
    let none = PrintableText(clipping: EmptyCollection<UInt8>(), limit: 0)
    return DeviceMessage.hello(
      DeviceHello(
        version: version, answeredTag: tag, lastTaken: .nothing, capabilities: capabilities, isPaired: isPaired,
        vendor: none, product: none, serial: none, firmware: none)
    ).frame(sequence: 0).encoded()
  }

  @Test("ten hellos, each with a tag of its own and a zero in front, and then it gives up")
  func givesUp() {
    var link = Host()
    var tags: [UInt32] = []
    var effects = link.handle(.opened(entropy: Self.entropy), at: .zero)
    for _ in 0..<10 {
      guard case .send([0]) = effects.first, let hello = Self.hello(effects), let deadline = link.nextDeadline else {
        Issue.record("no hello")
        return
      }
      tags.append(hello.tag)
      #expect(link.handle(.deadline, at: deadline - .milliseconds(1)).isEmpty)
      effects = link.handle(.deadline, at: deadline)
    }
    #expect(Set(tags).count == 10)
    guard case .failed(.noAnswer(tries: 10)) = effects.first else {
      Issue.record("it did not give up")
      return
    }
    #expect(link.state == .failed)
    #expect(link.nextDeadline == nil)
    #expect(link.handle(.received(Self.answer(to: tags[9])), at: .zero).isEmpty)
    // A device that starts wakes it.
    #expect(Self.hello(link.handle(.received(Self.answer(to: 0)), at: .zero)) != nil)
  }

  @Test("the first tag comes from the entropy, and the one behind the last is 1")
  func firstTag() {
    var link = Host()
    let last = SecretBytes(
      copying: [UInt8](repeating: 7, count: 48) + [0xFF, 0xFF, 0xFF, 0xFE])
    #expect(Self.hello(link.handle(.opened(entropy: last), at: .zero))?.tag == .max)
    #expect(Self.hello(link.handle(.deadline, at: .seconds(1)))?.tag == 1)
  }

  @Test("only the answer to the last hello counts, once")
  func tags() throws {
    var link = Host()
    let first = try #require(Self.hello(link.handle(.opened(entropy: Self.entropy), at: .zero)))
    let second = try #require(Self.hello(link.handle(.deadline, at: .seconds(1))))
    #expect(link.handle(.received(Self.answer(to: first.tag)), at: .seconds(1)).isEmpty)
    let effects = link.handle(.received(Self.answer(to: second.tag)), at: .seconds(1))
    guard case .up(_, .none)? = effects.first else {
      Issue.record("not up")
      return
    }
    #expect(link.handle(.received(Self.answer(to: second.tag)), at: .seconds(1)).isEmpty)
  }

  @Test("a version that was not offered, and none in common, end it")
  func versions() throws {
    var link = Host()
    let hello = try #require(Self.hello(link.handle(.opened(entropy: Self.entropy), at: .zero)))
    guard
      case .failed(.versionNotOffered(2))? = link.handle(
        .received(Self.answer(to: hello.tag, version: 2)), at: .zero
      ).first
    else {
      Issue.record("version 2 was taken")
      return
    }
    for (detail, expected) in [([2, 3], 2...3), ([3, 2], nil), ([], nil)] as [([UInt8], ClosedRange<UInt8>?)] {
      _ = link.handle(.opened(entropy: Self.entropy), at: .zero)
      let error = DeviceMessage.error(ErrorReport(.noCommonVersion, about: 0x01, detail: detail))
      let effects = link.handle(.received(error.frame(sequence: 0).encoded()), at: .zero)
      guard case .failed(.noCommonVersion(device: expected))? = effects.first else {
        Issue.record("\(effects)")
        return
      }
    }
  }

  @Test("a device that asks for a hello gets one, and no more than one before the timer's")
  func asked() throws {
    var dialogue = Dialogue()
    dialogue.begin()
    dialogue.fromHost = []
    dialogue.toHost = { _ in [] }
    dialogue.tell(.received(Self.answer(to: 0)))
    dialogue.tell(.received(Self.answer(to: 0)))
    #expect(dialogue.fromHost.map(\.id) == [HostMessageID.hello.rawValue])
    #expect(dialogue.told.contains { if case .restarted = $0 { true } else { false } })
  }

  @Test(
    "a policy that demands a session refuses a device that knows none, or no pair; a host without keys, a paired one")
  func policy() throws {
    let keys = Pair.make(seed: 1).credentials.keys
    let strict = HostCredentials(keys: keys, known: [], isRequired: true)
    let cases: [(HostCredentials?, Capabilities, Bool, LinkFailure)] = [
      (strict, [.keys], false, .sessionUnsupported),
      (strict, [.keys, .session], false, .notPaired),
      (nil, [.keys, .session], true, .sessionImpossible),
    ]
    for (credentials, capabilities, isPaired, failure) in cases {
      var link = Host(credentials: credentials)
      let hello = try #require(Self.hello(link.handle(.opened(entropy: Self.entropy), at: .zero)))
      let effects = link.handle(
        .received(Self.answer(to: hello.tag, capabilities: capabilities, isPaired: isPaired)), at: .zero)
      guard case .failed(failure)? = effects.last else {
        Issue.record("\(failure): \(effects)")
        continue
      }
    }
  }

  @Test("noise, echoes and messages before the hello tell nothing")
  func noise() {
    var link = Host()
    #expect(link.handle(.received([1, 2, 3, 0]), at: .zero).isEmpty)
    _ = link.handle(.opened(entropy: Self.entropy), at: .zero)
    for frame in [
      DeviceMessage.key(.enter).frame(sequence: 1), HostMessage.listSlots.frame(sequence: 1),
      DeviceMessage.pong(tag: 1).frame(sequence: 0), DeviceMessage.ack.frame(sequence: 3),
      Frame(id: DeviceMessageID.code.rawValue, sequence: 1, body: SecretBytes(copying: [0])),
    ] {
      #expect(link.handle(.received(frame.encoded()), at: .zero).isEmpty)
    }
    #expect(link.handle(.received([5, 5, 0]), at: .zero).isEmpty)
  }
}
