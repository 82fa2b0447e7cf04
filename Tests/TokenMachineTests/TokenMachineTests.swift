import Cryptography
import OTPAlgorithms
import Testing
import TokenMachine
import WireProtocol

struct TokenMachineTests {
  /// RFC 4226 appendix D.
  private let rfcCodes = [
    "755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489",
  ]

  @Test("a counter slot gives the codes of RFC 4226, each after the memory with the next counter")
  func counterCodes() throws {
    var token = try token(with: parameters())
    for (index, code) in rfcCodes.enumerated() {
      let effects = token.handle(.press(slot: 0), at: .zero, unixTime: nil)
      guard case .memoryChanged(let image)? = effects.first else {
        Issue.record("the memory first")
        return
      }
      #expect(try TokenMemory(image: image).slots[0].counter == UInt64(index) + 1)
      #expect(token.display.text == code)
      #expect(codes(in: effects) == [code])
    }
  }

  @Test("a time slot gives the codes of RFC 6238 appendix B, and touches no memory")
  func timeCodes() throws {
    var token = try token(with: parameters(digits: 8, .time(period: 30, epoch: 0)))
    for (time, code) in [(UInt64(59), "94287082"), (1_111_111_109, "07081804"), (20_000_000_000, "65353130")] {
      let effects = token.handle(.press(slot: 0), at: .zero, unixTime: time)
      #expect(codes(in: effects) == [code])
      #expect(token.display.text == code)
      #expect(!effects.contains { if case .memoryChanged = $0 { true } else { false } })
    }
  }

  @Test("a press that gives no code says why on the display, and sends nothing")
  func noCode() throws {
    var token = try token(with: parameters(.sha1, digits: 6, .time(period: 30, epoch: 100)), counter: 0)
    for (slot, time, text) in [
      (0, UInt64?.none, "clock not set"), (0, 99, "clock not set"), (5, 1000, "no key in this slot"),
      (-1, 1000, "no key in this slot"),
    ] {
      let effects = token.handle(.press(slot: slot), at: .zero, unixTime: time)
      #expect(token.display.text == text)
      #expect(effects.count == 1)
    }
    var usedUp = try self.token(with: parameters(), counter: .max)
    _ = usedUp.handle(.press(slot: 0), at: .zero, unixTime: nil)
    #expect(usedUp.display.text == "key used up")
  }

  @Test("without a host the code is shown, and neither it nor a key is kept for later")
  func alone() throws {
    var token = try token(with: parameters())
    _ = token.handle(.started, at: .zero, unixTime: nil)
    #expect(codes(in: token.handle(.press(slot: 0), at: .zero, unixTime: nil)).isEmpty)
    #expect(token.display.text == rfcCodes[0])
    #expect(token.handle(.key(.digit(1)), at: .zero, unixTime: nil).isEmpty)
    let greeted = token.handle(.received(HostMessage.greeting(tag: 2).bytes(0)), at: .zero, unixTime: nil)
    #expect(greeted.count == 1)
  }

  @Test("a code leaves the display after its time; a host's text stays")
  func displayTime() throws {
    var token = try token(with: parameters())
    _ = token.handle(.press(slot: 0), at: .seconds(10), unixTime: nil)
    #expect(token.nextDeadline == .seconds(40))
    _ = token.handle(.deadline, at: .seconds(39), unixTime: nil)
    #expect(!token.display.isEmpty)
    _ = token.handle(.deadline, at: .seconds(40), unixTime: nil)
    #expect(token.display.isEmpty)
    #expect(token.nextDeadline == nil)
    _ = token.handle(.received(HostMessage.show(identity.vendor).bytes(1)), at: .seconds(41), unixTime: nil)
    #expect(token.display.text == "Keyport")
    #expect(token.nextDeadline == nil)
  }

  @Test("losing the line darkens the display and forgets the host")
  func lineLost() throws {
    var token = try token(with: parameters())
    _ = token.handle(.press(slot: 0), at: .zero, unixTime: nil)
    _ = token.handle(.lineLost, at: .zero, unixTime: nil)
    #expect(token.display.isEmpty)
    #expect(!token.isLinkUp)
  }

  @Test("a signal from the host is given")
  func signal() throws {
    var token = try token(with: parameters())
    let effects = token.handle(.received(HostMessage.feedback(.refused).bytes(1)), at: .zero, unixTime: nil)
    guard case .signal(.refused)? = effects.first else {
      Issue.record("a signal")
      return
    }
  }

  @Test("a slot can be pressed only once it is settled, and images made meanwhile hold it")
  func provisioning() throws {
    var token = try token(with: parameters())
    let (slot, image) = try token.provision(label: "new".utf8, parameters: parameters(), key: rfcKey, counter: 0)
    #expect(slot == 1)
    #expect(try TokenMemory(image: image).slots.map(\.number) == [0, 1])
    #expect(token.slots.map(\.number) == [0])
    _ = token.handle(.press(slot: 1), at: .zero, unixTime: nil)
    #expect(token.display.text == "no key in this slot")
    guard case .memoryChanged(let meanwhile)? = token.handle(.press(slot: 0), at: .zero, unixTime: nil).first else {
      Issue.record("a memory")
      return
    }
    #expect(try TokenMemory(image: meanwhile).slots.map(\.number) == [0, 1])
    #expect(token.settle(slot: 1, kept: true).isEmpty)
    #expect(token.slots.map(\.number) == [0, 1])
    _ = token.handle(.press(slot: 1), at: .zero, unixTime: nil)
    #expect(token.display.text == rfcCodes[0])
  }

  @Test("a slot that could not be saved is gone, and only an image that holds it is written again")
  func failedSave() throws {
    var token = try token(with: parameters())
    let (slot, _) = try token.provision(label: "new".utf8, parameters: parameters(), key: rfcKey, counter: 0)
    #expect(token.settle(slot: slot, kept: false).isEmpty)
    #expect(token.slots.map(\.number) == [0])

    _ = try token.provision(label: "new".utf8, parameters: parameters(), key: rfcKey, counter: 0)
    _ = token.handle(.press(slot: 0), at: .zero, unixTime: nil)
    guard case .memoryChanged(let image)? = token.settle(slot: slot, kept: false).first else {
      Issue.record("a memory")
      return
    }
    #expect(try TokenMemory(image: image).slots.map(\.number) == [0])
    #expect(token.settle(slot: slot, kept: true).isEmpty)
    #expect(token.slots.map(\.number) == [0])
  }

  private func token(with parameters: OTPParameters, counter: UInt64 = 0) throws -> Token {
    var memory = TokenMemory()
    _ = try memory.add(label: "slot".utf8, parameters: parameters, key: rfcKey, counter: counter)
    var token = Token(identity: identity, capabilities: [.codes, .display, .feedback], memory: memory)
    _ = token.handle(.received(HostMessage.greeting().bytes(0)), at: .zero, unixTime: nil)
    return token
  }

  private func codes(in effects: [TokenEffect]) -> [String] {
    effects.flatMap { effect -> [DeviceMessage] in
      if case .send(let bytes) = effect { deviceMessages(bytes) } else { [] }
    }.compactMap { message -> String? in
      if case .code(let code) = message { code.text } else { nil }
    }
  }
}
