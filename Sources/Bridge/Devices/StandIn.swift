import Cryptography
import DeviceModel
import HostPlatform
import OTPAlgorithms
import TokenEmulator
import TokenMachine
import TwoFactor

/// The token that stands in where there is no device: an emulated one behind an in-process transport, so that the real
/// driver and link code run. Plugged and unplugged by the desk.
final class StandIn: DeviceTransport {
  static let name = "stand-in"

  let origin = DeviceOrigin.emulated
  private(set) var token: StandInToken<NettleKeyedHash, SodiumSuite>
  private let loop: EventLoop
  private let onMemoryChange: (SecretBytes) -> Void
  private var timer: Timer?
  private var link: Link?

  private final class Link {
    let onReceive: (UnsafeRawBufferPointer) -> Void
    init(onReceive: @escaping (UnsafeRawBufferPointer) -> Void) { self.onReceive = onReceive }
  }

  init(
    token: StandInToken<NettleKeyedHash, SodiumSuite>, loop: EventLoop, onMemoryChange: @escaping (SecretBytes) -> Void
  ) {
    self.token = token
    self.loop = loop
    self.onMemoryChange = onMemoryChange
  }

  /// Presses the button of a slot and returns what the display then shows.
  func press(slot: Int) -> SecretBytes {
    run(.press(slot: slot))
    return token.display
  }

  /// Writes a key into a free slot, of no use before `settle`; returns the image to save with its registration.
  func provision(_ registration: TokenRegistration, label: String) throws(ProvisioningError) -> (
    slot: Int, image: SecretBytes
  ) {
    try token.provision(
      label: label, parameters: registration.parameters, key: registration.secret, counter: registration.counter)
  }

  /// Keeps a provisioned slot if its image was saved, and drops it if not.
  func settle(slot: Int, saved: Bool) { run(token.settle(slot: slot, saved: saved)) }

  // MARK: DeviceTransport

  func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    link = Link(onReceive: onReceive)
    loop.atEndOfTurn { [weak self] in self?.run(.connected) }
  }

  let ledger = WriteLedger()

  func send(_ bytes: [UInt8]) {
    guard ledger.admits() else { return }
    ledger.record(bytes.count)
    // At the end of the turn, as bytes on a wire: the driver that sends is still at work.
    loop.atEndOfTurn { [weak self, link] in
      guard let self, let link, self.link === link else { return }
      self.run(.received(bytes))
    }
  }

  func close() {
    guard link != nil else { return }
    link = nil
    run(.disconnected)
    timer?.cancel()
    timer = nil
  }

  private func run(_ event: StandInEvent) {
    run(token.handle(event, at: loop.now, wallClock: .wallClock))
    timer?.cancel()
    timer = token.nextDeadline.map { deadline in
      loop.schedule(at: deadline) { [weak self] in self?.run(.deadline) }
    }
  }

  private func run(_ effects: [StandInEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): deliver(bytes)
      case .memoryChanged(let image): onMemoryChange(image)
      }
    }
  }

  private func deliver(_ bytes: [UInt8]) {
    loop.atEndOfTurn { [weak self, link] in
      guard let self, let link, self.link === link else { return }
      var bytes = bytes
      bytes.withUnsafeBytes { link.onReceive($0) }
      erase(&bytes)
    }
  }
}
