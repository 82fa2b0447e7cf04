internal import Board
internal import BoardSupport
internal import Cryptography
internal import TokenMachine
internal import WireProtocol

/// A keypad and token on the board: it brings the machine what happens, and does what the machine wants done.
struct Keypad {
  private typealias Token = TokenMachine<PycryptodomeKeyedHash, MonocypherSuite>

  private var token = Self.token(Image.memory)
  private var entropy = TestOnlyEntropy()
  /// What the token wanted kept. The board has no memory that outlives its power; a restart finds it here.
  private var image = Image.memory.image()
  /// What happens next because of what the machine wanted: after all else that it wanted, in order.
  private var following: [TokenEvent] = []
  private var mustRestart = false

  private static func token(_ memory: TokenMemory) -> Token {
    Token(
      identity: TokenIdentity(
        vendor: utf8("Keyport"), product: utf8(Image.product), serial: utf8("QEMU"), firmware: utf8("1.0"),
        build: utf8("mps2-an386")),
      capabilities: [
        .keys, .codes, .display, .feedback, .sound, .entry, .confirm, .challenge, .slots, .clock, .status, .pin,
        .session,
      ],
      memory: memory)
  }

  /// Runs until somebody switches the board off.
  mutating func run() {
    UART.host.start(interrupting: true)
    UART.person.start(interrupting: true)
    BoardClock.start()
    Interrupts.enable()
    handle(.started)
    setTimer()
    UART.person.send("ready\n")
    while true {
      var wake = Interrupts.wait()
      if !wake.fromHost.isEmpty {
        handle(.received(wake.fromHost))
        erase(&wake.fromHost)
      }
      for byte in wake.fromPerson {
        guard let act = Person.act(byte) else { continue }
        if case .off = act { return }
        take(act)
      }
      erase(&wake.fromPerson)
      if wake.deadlineCame { handle(.deadline) }
      setTimer()
    }
  }

  private mutating func take(_ act: Person.Act) {
    switch act {
    case .key(let key): handle(.key(key))
    case .slot(let number): handle(.press(slot: number))
    case .openPairing: handle(.openPairing)
    case .case(let isOpen): handle(.tamper(isOpen: isOpen))
    case .look: Person.show(token.display)
    case .figures: Person.tellFigures()
    case .trap: fatalError("asked for")
    case .off: break
    }
  }

  private mutating func handle(_ event: TokenEvent) {
    following.append(event)
    while !following.isEmpty {
      let now = Duration.milliseconds(Int64(BoardClock.milliseconds))
      for effect in token.handle(following.removeFirst(), at: now, unixTime: nil) { carryOut(effect) }
      if mustRestart { restart() }
    }
  }

  private mutating func carryOut(_ effect: TokenEffect) {
    switch effect {
    case .send(var bytes):
      UART.host.send(bytes)
      erase(&bytes)
    case .memoryChanged(let image): self.image = image
    case .displayChanged: Person.show(token.display)
    case .signal(let feedback, let ways): Person.signal(feedback, ways)
    case .entropyWanted: following.append(.entropy(entropy.secret(count: Token.entropySize)))
    case .selfTest: following.append(.selfTested(passed: SelfTest.passes()))
    case .restart: mustRestart = true
    }
  }

  /// The machine anew from the memory that it wanted kept.
  private mutating func restart() {
    mustRestart = false
    guard let memory = try? TokenMemory(image: image) else { fatalError("an image that the token made is whole") }
    token = Self.token(memory)
    following = [.started]
    Person.show(token.display)
  }

  private func setTimer() {
    guard let deadline = token.nextDeadline else { return DeadlineTimer.stop() }
    let rest = deadline - .milliseconds(Int64(BoardClock.milliseconds))
    let (seconds, attoseconds) = rest.components
    guard seconds >= 0, attoseconds >= 0 else { return DeadlineTimer.set(0) }
    guard seconds < 100 else { return DeadlineTimer.set(100_000) }
    // One more, since a timer that runs out early is set again for nothing.
    DeadlineTimer.set(UInt32(seconds) * 1000 + UInt32(attoseconds / 1_000_000_000_000_000) + 1)
  }
}

/// The bytes of a text that is in the image.
func utf8(_ text: StaticString) -> UnsafeBufferPointer<UInt8> {
  UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
}
