import Cryptography
import FuzzRig
import OTPAlgorithms
import RoomRig
import TokenMachine
import WireProtocol

/// A token with a host and a person who do as a script says, in virtual time. It traps where the token sends what it
/// must not, makes a code before the memory that says so, or keeps other slots than it should.
struct TokenCourse {
  private struct Slot {
    let parameters: OTPParameters
    let key: SecretBytes
    var counter: UInt64
    var isSettled = false
  }

  private var token = TokenMachine<PlainHash>(
    identity: TokenIdentity(vendor: "Keyport".utf8, product: "".utf8, serial: "1".utf8, firmware: "0".utf8),
    capabilities: [.keys, .codes, .display, .feedback], memory: TokenMemory())
  /// What its memory must hold, by the slots' numbers.
  private var slots: [Int: Slot] = [:]
  private var now = Duration.zero
  private var sent = SentFrames()
  /// What the token makes of the host's line.
  private var decoder = FrameDecoder()
  private var sequence: UInt8 = 0

  mutating func step(_ script: inout Script) {
    switch script.byte() % 13 {
    case 0:
      decoder.reset()
      judge(take(.started), atMost: 1)
      precondition(!token.isLinkUp, "a token that starts knows its host")
    case 1:
      decoder.reset()
      judge(take(.lineLost), atMost: 1)
      precondition(!token.isLinkUp && token.display.isEmpty, "the line's end was not noticed")
    case 2: receive(script.bytes(atMost: 255))
    case 3: receive(Frame(id: script.byte(), sequence: script.byte(), bytes: script.bytes(atMost: 122)).encoded())
    case 4: send(script.byte(), script.bytes(atMost: 122))
    case 5: send(HostMessageID.hello.rawValue, [0, script.byte(), 1 | script.byte()])
    case 6: send(HostMessageID.show.rawValue, script.bytes(atMost: 122))
    case 7: key(script.byte())
    case 8: press(Int(script.byte()) % (TokenMemory.slotLimit + 1), at: script.byte())
    case 9:
      now += .milliseconds(Int(script.byte()) * 256)
      expire()
    case 10: provision(&script)
    case 11: settle(Int(script.byte()) % TokenMemory.slotLimit, kept: script.byte() & 1 == 0)
    default: restart()
    }
  }

  // MARK: The host

  /// Sends a frame with the number that is due.
  private mutating func send(_ id: UInt8, _ body: [UInt8]) {
    if id == HostMessageID.hello.rawValue { sequence = 0 }
    receive(Frame(id: id, sequence: sequence, bytes: body).encoded())
    sequence &+= 1
  }

  private mutating func receive(_ bytes: [UInt8]) {
    var frames = 0
    for byte in bytes {
      if case .frame(let frame)? = decoder.receive(byte), frame.id & 0x80 == 0 { frames += 1 }
    }
    var single = token
    let expected = Transcript(bytes.flatMap { single.handle(.received([$0]), at: now, unixTime: nil) })
    let effects = take(.received(bytes))
    precondition(Transcript(effects) == expected, "how the bytes came makes a difference")
    judge(effects, atMost: 2 * frames)
    precondition(token.display.count <= FrameLimits.longestBody, "the display shows more than was sent")

    // A line that echoes gives a token its own answers back, and they must not find answers in turn.
    var echoed = token
    _ = echoed.handle(.received([0]), at: now, unixTime: nil)
    for case .send(let answer) in effects {
      precondition(echoed.handle(.received(answer), at: now, unixTime: nil).isEmpty, "a token answers itself")
    }
  }

  // MARK: The person

  private mutating func key(_ byte: UInt8) {
    guard let key = KeyCode(byte: byte) else { return }
    let effects = take(.key(key))
    precondition(effects.isEmpty != token.isLinkUp, "a key is told exactly where a host listens")
    judge(effects, atMost: 1)
  }

  private mutating func press(_ number: Int, at time: UInt8) {
    let unixTime: UInt64? = time == 0 ? nil : UInt64(time) << 24
    let effects = take(.press(slot: number), unixTime: unixTime)
    guard let slot = slots[number], slot.isSettled, let factor = factor(of: slot, at: unixTime) else {
      precondition(Transcript(effects) == Transcript([.displayChanged]), "a slot that makes no code did something")
      return
    }
    var maker = OneTimePassword<PlainHash>(slot.parameters, key: slot.key)
    precondition(token.display.matches(maker.digits(at: factor)), "the display shows another code")

    var expected: [TokenEffect] = []
    if slot.parameters.movingFactor == .counter {
      slots[number]?.counter += 1
      guard case .memoryChanged(let image)? = effects.first else { fatalError("a code came before its memory") }
      judge(image)
      expected.append(.memoryChanged(image))
    }
    expected.append(.displayChanged)
    if token.isLinkUp {
      guard case .send(let bytes)? = effects.last else { fatalError("a code was not told to the host") }
      let frame = sent.take(bytes)
      precondition(
        frame.id == DeviceMessageID.code.rawValue && frame.body.matches(token.display), "another code was told")
      expected.append(.send(bytes))
    }
    precondition(Transcript(effects) == Transcript(expected), "a code did more than it should, or in another order")
  }

  private func factor(of slot: Slot, at unixTime: UInt64?) -> UInt64? {
    if slot.parameters.movingFactor == .counter { return slot.counter < .max ? slot.counter : nil }
    return unixTime.flatMap { slot.parameters.movingFactor.step(atUnixTime: $0) }
  }

  // MARK: The memory

  private mutating func provision(_ script: inout Script) {
    let period = UInt64(script.byte())
    let factor: MovingFactor = period == 0 ? .counter : .time(period: period, epoch: UInt64(script.byte()) << 20)
    let counter = UInt64(bitPattern: Int64(Int8(bitPattern: script.byte())))
    let key = SecretBytes(copying: script.bytes(atMost: 130))
    guard
      let parameters = try? OTPParameters(
        algorithm: HashAlgorithm(rawValue: script.byte() % 4) ?? .sha1, digits: Int(script.byte() % 16),
        movingFactor: factor)
    else { return }
    do throws(ProvisioningError) {
      let made = try token.provision(
        label: script.bytes(atMost: 40), parameters: parameters, key: key, counter: counter)
      precondition(slots[made.slot] == nil, "a slot was given twice")
      slots[made.slot] = Slot(parameters: parameters, key: key, counter: counter)
      judge(made.image)
    } catch {
      precondition(
        error == .full && slots.count == TokenMemory.slotLimit || !TokenMemory.keyLengths.contains(key.count),
        "a key was refused that fits")
    }
  }

  private mutating func settle(_ number: Int, kept: Bool) {
    let wasOpen = slots[number]?.isSettled == false
    if wasOpen && kept { slots[number]?.isSettled = true }
    if wasOpen && !kept { slots[number] = nil }
    let effects = token.settle(slot: number, kept: kept)
    precondition(effects.isEmpty || wasOpen && !kept, "a settled slot was settled again")
    judge(effects, atMost: 1)
  }

  /// Cuts the power: a token starts anew from its memory, with no slot open.
  private mutating func restart() {
    for (number, slot) in slots where !slot.isSettled { settle(number, kept: slot.counter & 1 == 0) }
    guard let free = (0..<TokenMemory.slotLimit).first(where: { slots[$0] == nil }) else { return }
    // The image is given out with a provision alone; the slot is taken back at once.
    let standard = try? OTPParameters()
    let key = SecretBytes(copying: [1])
    guard let standard,
      let made = try? token.provision(label: [], parameters: standard, key: key, counter: 0), made.slot == free,
      var memory = try? TokenMemory(image: made.image)
    else { fatalError("a free slot is refused") }
    memory.remove(slot: free)
    token = TokenMachine(
      identity: TokenIdentity(vendor: [], product: [], serial: [], firmware: []),
      capabilities: [.keys, .codes, .display, .feedback], memory: memory)
    decoder.reset()
    sent = SentFrames()
  }

  private func judge(_ image: SecretBytes) {
    guard let memory = try? TokenMemory(image: image) else { fatalError("a token cannot read its own memory") }
    precondition(memory.slots.count == slots.count, "the memory holds other slots")
    for kept in memory.slots {
      precondition(
        slots[kept.number]?.counter == kept.counter && slots[kept.number]?.key.matches(kept.key) == true
          && slots[kept.number]?.parameters == kept.parameters, "the memory holds another slot")
    }
  }

  // MARK: The token

  private mutating func expire() {
    let isDue = token.nextDeadline.map { $0 <= now } ?? false
    judge(take(.deadline), atMost: isDue ? 1 : 0)
    if isDue { precondition(token.nextDeadline == nil && token.display.isEmpty, "a deadline stays in the past") }
  }

  private mutating func take(_ event: TokenEvent, unixTime: UInt64? = nil) -> [TokenEffect] {
    let earlier = token.nextDeadline
    let effects = token.handle(event, at: now, unixTime: unixTime)
    if let deadline = token.nextDeadline, deadline != earlier {
      precondition(deadline > now, "a new deadline has passed already")
    }
    precondition(
      token.slots.map(\.number) == slots.filter(\.value.isSettled).keys.sorted(),
      "other slots than those that are settled")
    return effects
  }

  private mutating func judge(_ effects: [TokenEffect], atMost most: Int) {
    precondition(effects.count <= most, "more effects than causes")
    for effect in effects {
      switch effect {
      case .send(let bytes):
        let frame = sent.take(bytes)
        guard let message = try? DeviceMessage(frame) else { fatalError("no message was sent") }
        if case .unrecognized = message { fatalError("the token sent what it does not know") }
        if case .code = message { fatalError("a code was sent that nobody asked for") }
      case .memoryChanged(let image): judge(image)
      case .displayChanged, .signal: break
      }
    }
  }
}
