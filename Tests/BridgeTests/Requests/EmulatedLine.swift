import Cryptography
import DeviceModel
import HostPlatform
import TokenEmulator
import WireProtocol

/// An emulated keypad in process, at the other end of a transport.
final class EmulatedLine: DeviceTransport {
  let origin = DeviceOrigin.hardware
  let ledger = WriteLedger()
  /// Called whenever the keypad shows or keeps something else.
  var onChange: () -> Void = {}
  /// Pulls the keypad out as soon as it has written its memory, before it says so.
  var isCutAtWriting = false
  private let loop: EventLoop
  private var keypad: EmulatedKeypad<NettleKeyedHash, SodiumSuite>
  private var onReceive: ((UnsafeRawBufferPointer) -> Void)?
  private var onClose: ((String) -> Void)?
  private var timer: Timer?

  init(seed: String, capabilities: Capabilities = KeypadTraits.everything, loop: EventLoop) throws {
    self.loop = loop
    keypad = try EmulatedKeypad(
      KeypadTraits(serial: seed, capabilities: capabilities), seed: SecretBytes(copying: seed.utf8))
  }

  var display: String { keypad.display.withBytes { String(decoding: $0, as: UTF8.self) } }

  func person(_ act: PersonAct) { take(.person(act)) }

  func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    self.onReceive = onReceive
    self.onClose = onClose
    loop.atEndOfTurn { [weak self] in self?.take(.connected) }
  }

  func send(_ bytes: [UInt8]) {
    guard ledger.admits() else { return }
    ledger.record(bytes.count)
    loop.atEndOfTurn { [weak self] in self?.take(.received(bytes)) }
  }

  /// The host closes the line; the keypad loses its power.
  func close() {
    onReceive = nil
    onClose = nil
    take(.disconnected)
  }

  /// The line breaks.
  func end(_ cause: String) {
    let tell = onClose
    close()
    tell?(cause)
  }

  private func take(_ event: KeypadEvent) {
    for effect in keypad.handle(event, at: loop.now) {
      switch effect {
      case .send(let bytes):
        loop.atEndOfTurn { [weak self] in
          bytes.withUnsafeBytes { self?.onReceive?($0) }
        }
      case .memoryChanged:
        if isCutAtWriting {
          isCutAtWriting = false
          loop.atEndOfTurn { [weak self] in self?.end("it was pulled out") }
          onReceive = nil
        }
        onChange()
      case .displayChanged: onChange()
      case .signal: break
      }
    }
    timer?.cancel()
    timer = keypad.nextDeadline.map { deadline in
      loop.schedule(at: deadline) { [weak self] in self?.take(.deadline) }
    }
  }
}
