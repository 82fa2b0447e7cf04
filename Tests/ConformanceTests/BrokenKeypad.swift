import Conformance
import Cryptography
import DeviceModel
import HostPlatform
import WireProtocol

@testable import TokenEmulator
@testable import TokenMachine

/// An emulated keypad with a mistake of its own: each receives a frame at a time, and may meddle before and after.
final class BrokenKeypad: DeviceLine, DevicePerson {
  typealias Machine = TokenMachine<NettleKeyedHash, SodiumSuite>

  private(set) var now = Duration.zero
  var keypad: EmulatedKeypad<NettleKeyedHash, SodiumSuite>
  private let mistake: Mistake
  private var outbox: [UInt8] = []
  private var hostDecoder = FrameDecoder()
  private var hostBytes: [UInt8] = []
  private var deviceDecoder = FrameDecoder()
  private var signal: Feedback?
  private var lastSent: UInt8 = 0
  /// Keys that the mistake keeps for the next host.
  var kept: [KeyCode] = []

  init(_ mistake: Mistake) throws {
    self.mistake = mistake
    keypad = try EmulatedKeypad(KeypadTraits(), seed: SecretBytes(copying: [1, 2, 3]))
    take(.connected)
  }

  // MARK: From the host

  func send(_ bytes: [UInt8]) throws(LineFailure) {
    for byte in bytes {
      hostBytes.append(byte)
      let outcome = hostDecoder.receive(byte)
      guard byte == 0 else { continue }
      let raw = hostBytes
      hostBytes = []
      receive(raw, outcome)
    }
  }

  private func receive(_ raw: [UInt8], _ outcome: FrameDecoder.Outcome?) {
    var raw = raw
    if case .damaged(.badChecksum) = outcome, mistake == .ignoresChecksum { raw = Self.repaired(raw) }
    guard case .frame(let frame) = outcome else { return take(.received(raw)) }
    let before = keypad
    var frames = [frame]
    mistake.before(frame, &frames, &keypad.machine)
    for frame in frames { take(.received(frame.encoded())) }
    if mistake.needsRollback(before: before.machine, after: keypad.machine) {
      keypad = before
      outbox = []
    }
    if frame.id == HostMessageID.hello.rawValue, keypad.machine.link.state == .plain {
      for key in kept { press(key) }
      kept = []
    }
    for message in mistake.after(frame, before.machine, &keypad.machine) {
      var effects: [TokenEffect] = []
      keypad.machine.perform(keypad.machine.link.answer(message, at: now), now, &effects)
      for case .send(let bytes) in effects { emit(bytes) }
    }
  }

  private static func repaired(_ raw: [UInt8]) -> [UInt8] {
    var packet: [UInt8] = []
    var index = 0
    while index < raw.count - 1 {
      let end = index + Int(raw[index])
      packet += raw[(index + 1)..<min(end, raw.count - 1)]
      if end < raw.count - 1 { packet.append(0) }
      index = end
    }
    return Frame(id: packet[0], sequence: packet[1], body: SecretBytes(copying: packet[2..<(packet.count - 2)]))
      .encoded()
  }

  // MARK: To the host

  func receive(until deadline: Duration) throws(LineFailure) -> [UInt8] {
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
      case .send(let bytes): emit(bytes)
      case .signal(let signal, _): self.signal = signal
      case .memoryChanged, .displayChanged: break
      }
    }
  }

  private func emit(_ bytes: [UInt8]) {
    for byte in bytes {
      guard let outcome = deviceDecoder.receive(byte) else {
        if byte == 0 { outbox.append(0) }
        continue
      }
      guard case .frame(let frame) = outcome else { continue }
      if frame.id != DeviceMessageID.ack.rawValue, mistake == .neverRepeats {
        if frame.sequence != 0, frame.sequence == lastSent { continue }
        lastSent = frame.sequence
      }
      for frame in mistake.outgoing(frame) { outbox += frame.encoded() }
    }
  }

  // MARK: The person

  var patience: Duration { .seconds(5) }

  func ask(_ favour: Favour) -> Bool? {
    switch favour {
    case .press(let keys):
      for key in keys {
        if mistake == .keepsKeys, keypad.machine.link.state == .down { kept.append(key) }
        press(key)
      }
    case .button(let slot): take(.person(.button(slot: Int(slot))))
    case .openPairing: take(.person(.openPairing))
    case .compare(let number): take(.person(.compare(with: SecretBytes(copying: number.utf8))))
    case .shows(let text): return keypad.display.matches(SecretBytes(copying: text.utf8))
    case .showsMasked(let count): return keypad.display.count == count
    case .signalled(let signal): return self.signal == signal
    case .tamper(let isOpen): take(.person(.tamper(isOpen: isOpen)))
    }
    return true
  }

  private func press(_ key: KeyCode) {
    switch key {
    case .digit(let digit): take(.person(.press(.digit(digit))))
    case .enter: take(.person(.press(.enter)))
    case .clear: take(.person(.press(.clear)))
    }
  }
}
