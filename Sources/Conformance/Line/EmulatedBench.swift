public import Cryptography
internal import DeviceModel
public import TokenEmulator
internal import WireProtocol

/// An emulated keypad as a device under test, in virtual time: the line to it, and the person at it.
public final class EmulatedBench<Hash: KeyedHash & ~Copyable, Suite: SessionSuite>: DeviceLine, DevicePerson {
  /// The virtual time.
  public private(set) var now = Duration.zero

  private var keypad: EmulatedKeypad<Hash, Suite>
  private var outbox: [UInt8] = []
  private var signal: Feedback?

  /// Plugs the keypad in.
  public init(_ keypad: EmulatedKeypad<Hash, Suite>) {
    self.keypad = keypad
    take(.connected)
  }

  // MARK: Line

  /// Hands the bytes to the keypad.
  public func send(_ bytes: [UInt8]) throws(LineFailure) { take(.received(bytes)) }

  /// Hands over what the keypad has said, or lets the time pass until it says something.
  public func receive(until deadline: Duration) throws(LineFailure) -> [UInt8] {
    while outbox.isEmpty {
      guard let next = keypad.nextDeadline, next <= deadline else {
        now = max(now, deadline)
        break
      }
      now = max(now, next)
      take(.deadline)
    }
    defer { outbox = [] }
    return outbox
  }

  private func take(_ event: KeypadEvent) {
    for effect in keypad.handle(event, at: now) {
      switch effect {
      case .send(let bytes): outbox += bytes
      case .signal(let signal, _): self.signal = signal
      case .memoryChanged, .displayChanged: break
      }
    }
  }

  // MARK: Person

  /// An emulated person takes no time.
  public var patience: Duration { .seconds(5) }

  /// Does it, or looks.
  public func ask(_ favour: Favour) -> Bool? {
    switch favour {
    case .press(let keys): for key in keys { take(.person(.press(Key(key)))) }
    case .button(let slot): take(.person(.button(slot: Int(slot))))
    case .openPairing: take(.person(.openPairing))
    case .compare(let number): take(.person(.compare(with: SecretBytes(copying: number.utf8))))
    case .shows(let text): return keypad.display.matches(SecretBytes(copying: text.utf8))
    case .showsMasked(let count):
      return keypad.display.withBytes { shown in
        shown.count == count && !shown.contains { $0 >= 0x30 && $0 <= 0x39 }
      }
    case .signalled(let signal):
      defer { self.signal = nil }
      return self.signal == signal
    case .tamper(let isOpen): take(.person(.tamper(isOpen: isOpen)))
    }
    return true
  }
}

extension Key {
  fileprivate init(_ key: KeyCode) {
    self =
      switch key {
      case .digit(let digit): .digit(digit)
      case .enter: .enter
      case .clear: .clear
      }
  }
}
