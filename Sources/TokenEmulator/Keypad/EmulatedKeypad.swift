public import Cryptography
public import TokenMachine
internal import WireProtocol

/// A whole Keyport keypad in software, at the other end of a stream of bytes: keys, display, slots, PIN, clock, sessions,
/// its own power and a person before it. What a board has of its own is here: entropy, which a seed makes, the self-test,
/// and a restart that leaves nothing but the memory. `StandInToken` is the daemon's special case of the same machine.
public struct EmulatedKeypad<Hash: KeyedHash & ~Copyable, Suite: SessionSuite>: Sendable {
  /// The version it gives for its firmware.
  public static var firmware: String { "1.0" }

  /// Who stands before it.
  public var person = ScriptedPerson()

  private let traits: KeypadTraits
  private var entropy: SeededEntropy<Suite.Hash>
  private var kept: SecretBytes?
  private var isConnected = false
  var machine: TokenMachine<Hash, Suite>

  /// Makes a keypad that has no power yet.
  /// - Parameters:
  ///   - seed: what its random bytes come from; two keypads with one seed have one key.
  ///   - memory: the last image that it asked to save; nil for a new keypad.
  public init(_ traits: KeypadTraits, seed: SecretBytes, memory: SecretBytes? = nil) throws(MemoryImageError) {
    self.traits = traits
    entropy = SeededEntropy(seed: seed)
    kept = memory
    let stored = if let memory { try TokenMemory(image: memory) } else { TokenMemory() }
    machine = Self.machine(traits, stored)
  }

  /// What it shows now, in UTF-8.
  public var display: SecretBytes { machine.display }

  /// The slots that can be pressed, by rising number.
  public var slots: [TokenSlot] { machine.slots }

  /// When it wants `KeypadEvent.deadline`, if it or its person waits for anything.
  public var nextDeadline: Duration? {
    guard isConnected else { return nil }
    guard let due = person.nextDeadline else { return machine.nextDeadline }
    return machine.nextDeadline.map { min($0, due) } ?? due
  }

  /// Takes what happened.
  /// - Parameter now: monotonic time since an arbitrary start, never running backwards. The keypad's clock is its own: a
  ///   host sets it.
  public mutating func handle(_ event: KeypadEvent, at now: Duration) -> [KeypadEffect] {
    var effects: [KeypadEffect] = []
    switch event {
    case .connected where !isConnected:
      isConnected = true
      take(.started, now, &effects)
    case .disconnected where isConnected:
      isConnected = false
      person.forget()
      take(.lineLost, now, &effects)
      powerUp()
    case .received(let bytes) where isConnected: take(.received(bytes), now, &effects)
    case .person(let act) where isConnected: perform(act, now, &effects)
    case .deadline where isConnected:
      for act in person.acts(dueAt: now) { perform(act, now, &effects) }
      take(.deadline, now, &effects)
    case .connected, .disconnected, .received, .person, .deadline: break
    }
    return effects
  }

  private mutating func perform(_ act: PersonAct, _ now: Duration, _ effects: inout [KeypadEffect]) {
    switch act {
    case .press(let key): take(.key(KeyCode(key)), now, &effects)
    case .button(let slot): take(.press(slot: slot), now, &effects)
    case .openPairing: take(.openPairing, now, &effects)
    case .compare(let digits): take(.key(display.matches(digits) ? .enter : .clear), now, &effects)
    case .tamper(let isOpen): take(.tamper(isOpen: isOpen), now, &effects)
    case .battery(let percent): take(.battery(percent), now, &effects)
    }
  }

  private mutating func take(_ event: TokenEvent, _ now: Duration, _ effects: inout [KeypadEffect]) {
    for effect in machine.handle(event, at: now, unixTime: nil) {
      switch effect {
      case .send(let bytes): effects.append(.send(bytes))
      case .memoryChanged(let image):
        kept = image
        effects.append(.memoryChanged(image))
      case .displayChanged: effects.append(.displayChanged)
      case .signal(let signal, let ways): effects.append(.signal(signal, ways))
      case .entropyWanted:
        let bytes = entropy.secret(count: TokenMachine<Hash, Suite>.entropySize)
        take(.entropy(bytes), now, &effects)
      case .selfTest: take(.selfTested(passed: traits.isSound), now, &effects)
      case .restart:
        powerUp()
        effects.append(.displayChanged)
        take(.started, now, &effects)
      }
    }
  }

  /// The machine as it is before it starts: nothing is left but the memory.
  private mutating func powerUp() {
    var memory = TokenMemory()
    // The machine wrote the image itself, so that it reads it.
    if let kept, let stored = try? TokenMemory(image: kept) { memory = stored }
    machine = Self.machine(traits, memory)
  }

  private static func machine(_ traits: KeypadTraits, _ memory: TokenMemory) -> TokenMachine<Hash, Suite> {
    TokenMachine(
      identity: TokenIdentity(
        vendor: "Keyport".utf8, product: traits.product.utf8, serial: traits.serial.utf8, firmware: Self.firmware.utf8,
        build: "emulated".utf8),
      capabilities: traits.capabilities, memory: memory)
  }
}
