public import Cryptography
internal import DeviceModel
public import OTPAlgorithms
public import TokenMachine
internal import WireProtocol

/// The token that stands in where no real one is plugged in: a whole device in software, with a keypad, 16 slots, a
/// display and memory, at the other end of a stream of bytes. The driver at this end cannot tell it from hardware.
public struct StandInToken<Hash: KeyedHash & ~Copyable, Suite: SessionSuite>: Sendable {
  /// The version it gives for its firmware.
  public static var firmware: String { "0.1" }

  private var machine: TokenMachine<Hash, Suite>

  /// Makes a token that is not connected yet.
  /// - Parameters:
  ///   - serial: what it gives for its serial number; cut to 28 bytes.
  ///   - memory: the last image it asked to save; nil for a new token.
  public init(serial: String, memory: SecretBytes?) throws(MemoryImageError) {
    let stored = if let memory { try TokenMemory(image: memory) } else { TokenMemory() }
    machine = TokenMachine(
      identity: TokenIdentity(
        vendor: "Keyport".utf8, product: "Stand-in token".utf8, serial: serial.utf8, firmware: Self.firmware.utf8),
      capabilities: [.keys, .codes, .display, .feedback], memory: stored)
  }

  /// What it shows now, in UTF-8: a code after a press, a text from the host, or nothing.
  public var display: SecretBytes { machine.display }

  /// The slots that can be pressed, by rising number.
  public var slots: [StandInSlot] {
    machine.slots.compactMap { slot in
      slot.parameters.map {
        StandInSlot(number: slot.number, label: String(decoding: slot.label.utf8, as: UTF8.self), parameters: $0)
      }
    }
  }

  /// When it wants `StandInEvent.deadline`, if it waits for anything.
  public var nextDeadline: Duration? { machine.nextDeadline }

  /// Takes what happened.
  /// - Parameters:
  ///   - now: monotonic time since an arbitrary start, never running backwards.
  ///   - wallClock: time since 1970-01-01 00:00 UTC.
  public mutating func handle(_ event: StandInEvent, at now: Duration, wallClock: Duration) -> [StandInEffect] {
    let unixTime = UInt64(exactly: wallClock.components.seconds)
    return machine.handle(TokenEvent(event), at: now, unixTime: unixTime).compactMap(StandInEffect.init)
  }

  /// Writes a key into a free slot, which cannot be pressed before `settle(slot:saved: true)`. Save the image in between,
  /// in the same transaction as the token's registration; if that fails, `settle(slot:saved: false)` leaves the token
  /// as it was. The token may be used meanwhile: images that it asks to save then hold the slot, too.
  /// - Parameters:
  ///   - label: the owner's words for it; cut to 32 bytes.
  ///   - key: 1 to 128 bytes.
  ///   - counter: the first code's counter, where a counter moves the codes.
  /// - Returns: the slot's number and the image to save.
  public mutating func provision(
    label: String, parameters: OTPParameters, key: SecretBytes, counter: UInt64
  ) throws(ProvisioningError) -> (slot: Int, image: SecretBytes) {
    try machine.provision(label: label.utf8, parameters: parameters, key: key, counter: counter)
  }

  /// Ends what `provision` began.
  /// - Returns: an image to save, only where the slot is dropped but an image saved meanwhile holds it.
  public mutating func settle(slot: Int, saved: Bool) -> [StandInEffect] {
    machine.settle(slot: slot, kept: saved).compactMap(StandInEffect.init)
  }
}

extension TokenEvent {
  fileprivate init(_ event: StandInEvent) {
    self =
      switch event {
      case .connected: .started
      case .disconnected: .lineLost
      case .received(let bytes): .received(bytes)
      case .press(let slot): .press(slot: slot)
      case .key(.digit(let digit)): .key(.digit(digit))
      case .key(.enter): .key(.enter)
      case .key(.clear): .key(.clear)
      case .deadline: .deadline
      }
  }
}

extension StandInEffect {
  /// The display and the signal are for the eyes of whoever asks for them, and ask nothing of the daemon; the rest is
  /// not wanted of a token that makes no sessions, has no hardware to test and is plugged anew to start anew.
  fileprivate init?(_ effect: TokenEffect) {
    switch effect {
    case .send(let bytes): self = .send(bytes)
    case .memoryChanged(let image): self = .memoryChanged(image)
    case .displayChanged, .signal, .entropyWanted, .selfTest, .restart: return nil
    }
  }
}
