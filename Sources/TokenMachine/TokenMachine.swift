public import Cryptography
public import OTPAlgorithms
public import WireProtocol

/// A token or keypad, all of it but its hardware: keypad, slots, display, signals, memory and the line to the host. The
/// stand-in token runs it in the daemon, firmware on a board.
///
/// `Hash` is what its codes are made with; nothing of it is kept between two codes.
public struct TokenMachine<Hash: KeyedHash & ~Copyable>: Sendable {
  /// How long a code stays on the display: long enough to copy it by hand, one step of a common token.
  public static var displayTime: Duration { .seconds(30) }

  private var link: TokenLink
  private var memory: TokenMemory
  /// Slots that are kept, but not to be used before `settle` says so.
  private var unsettled: [Int] = []
  /// Whether an image with an unsettled slot went out for another reason than to settle it.
  private var unsettledWasKept = false

  /// What the display shows, in UTF-8; empty when it is dark.
  public private(set) var display = SecretBytes(copying: EmptyCollection())

  /// When the token wants `TokenEvent.deadline`, if it waits for anything.
  public private(set) var nextDeadline: Duration?

  /// Makes a token that is not started yet.
  public init(identity: TokenIdentity, capabilities: Capabilities, memory: TokenMemory) {
    link = TokenLink(identity: identity, capabilities: capabilities)
    self.memory = memory
  }

  /// The slots that can be pressed, by rising number.
  public var slots: [TokenSlot] {
    memory.slots.filter { !unsettled.contains($0.number) }
  }

  /// Whether a host has greeted, so that keys and codes reach it.
  public var isLinkUp: Bool { link.isUp }

  /// Takes what happened.
  /// - Parameters:
  ///   - now: monotonic time since an arbitrary start, never running backwards.
  ///   - unixTime: the time of day in seconds since 1970, nil on a board without a clock.
  public mutating func handle(_ event: TokenEvent, at now: Duration, unixTime: UInt64?) -> [TokenEffect] {
    var effects: [TokenEffect] = []
    switch event {
    case .started:
      effects.append(.send(link.start()))
    case .lineLost:
      link.stop()
      darken(&effects)
    case .received(let bytes):
      for effect in link.receive(bytes) { take(effect, &effects) }
    case .key(let key):
      if let frame = link.report(.key(key)) { effects.append(.send(frame)) }
    case .press(let number):
      press(number, at: now, unixTime: unixTime, &effects)
    case .deadline:
      if let deadline = nextDeadline, now >= deadline { darken(&effects) }
    }
    return effects
  }

  // MARK: Provisioning

  /// Adds a slot that is kept from now on, but can be pressed only after `settle(slot:kept: true)`: between the two, the
  /// caller makes the image safe. Images made meanwhile for other reasons hold the slot too.
  /// - Returns: the slot's number and the image with it.
  public mutating func provision(
    label: some Collection<UInt8>, parameters: OTPParameters, key: SecretBytes, counter: UInt64
  ) throws(ProvisioningError) -> (slot: Int, image: SecretBytes) {
    let slot = try memory.add(label: label, parameters: parameters, key: key, counter: counter)
    unsettled.append(slot)
    return (slot, memory.image())
  }

  /// Ends what `provision` began: the slot comes into use, or goes as if it had never been.
  /// - Returns: the memory to keep, where the slot is dropped and an image made meanwhile holds it; else nothing.
  public mutating func settle(slot: Int, kept: Bool) -> [TokenEffect] {
    guard let index = unsettled.firstIndex(of: slot) else { return [] }
    unsettled.remove(at: index)
    defer { if unsettled.isEmpty { unsettledWasKept = false } }
    guard !kept else { return [] }
    memory.remove(slot: slot)
    return unsettledWasKept ? [.memoryChanged(memory.image())] : []
  }

  // MARK: Codes

  private mutating func press(
    _ number: Int, at now: Duration, unixTime: UInt64?, _ effects: inout [TokenEffect]
  ) {
    guard let index = memory.slots.firstIndex(where: { $0.number == number }), !unsettled.contains(number) else {
      show("no key in this slot", until: now + Self.displayTime, &effects)
      return
    }
    let slot = memory.slots[index]
    let factor: UInt64
    switch slot.parameters.movingFactor {
    case .counter:
      guard slot.counter < .max else {
        show("key used up", until: now + Self.displayTime, &effects)
        return
      }
      factor = slot.counter
      memory.slots[index].counter += 1
      if !unsettled.isEmpty { unsettledWasKept = true }
      effects.append(.memoryChanged(memory.image()))
    case .time:
      guard let unixTime, let step = slot.parameters.movingFactor.step(atUnixTime: unixTime) else {
        show("clock not set", until: now + Self.displayTime, &effects)
        return
      }
      factor = step
    }
    var maker = OneTimePassword<Hash>(slot.parameters, key: slot.key)
    let code = maker.digits(at: factor)
    show(code, until: now + Self.displayTime, &effects)
    if let frame = link.report(.code(code)) { effects.append(.send(frame)) }
  }

  // MARK: Display and line

  private mutating func take(_ effect: TokenLink.Effect, _ effects: inout [TokenEffect]) {
    switch effect {
    case .send(let bytes): effects.append(.send(bytes))
    case .show(let text): show(SecretBytes(copying: text.utf8), until: nil, &effects)
    case .feedback(let signal): effects.append(.signal(signal))
    }
  }

  private mutating func show(_ text: StaticString, until deadline: Duration?, _ effects: inout [TokenEffect]) {
    let bytes = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    show(SecretBytes(copying: bytes), until: deadline, &effects)
  }

  private mutating func show(_ text: SecretBytes, until deadline: Duration?, _ effects: inout [TokenEffect]) {
    display = text
    nextDeadline = deadline
    effects.append(.displayChanged)
  }

  private mutating func darken(_ effects: inout [TokenEffect]) {
    guard !display.isEmpty || nextDeadline != nil else { return }
    show(SecretBytes(copying: EmptyCollection()), until: nil, &effects)
  }
}
