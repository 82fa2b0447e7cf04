import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import LinuxDevices

/// Drives a YubiKey's OTP interface over libusb and asks slot 2 for its answer to "Hi There".
final class ChallengeProbe {
  private let loop: EventLoop
  private var port: USBInterfacePort?
  private var driver: YubiKeyOTP?
  private var timer: Timer?

  init(loop: EventLoop) { self.loop = loop }

  func arrived(_ device: UdevDevice) throws {
    guard device.traits?.transport == .usbInterface, device.usb?.interfaceNumber == 0, let usb = device.usb,
      let node = usb.deviceNode
    else { return }
    let port = try USBInterfacePort(path: node, interface: 0, origin: .hardware, loop: loop)
    self.port = port
    driver = try YubiKeyOTP(settings: DriverSettings())
    port.ledger.begin()
    port.start(
      onReceive: { [unowned self] bytes in tell(.received(Array(bytes))) },
      onClose: { cause in UsbWatch.say("closed: \(cause)") })
    port.whenOpen { [unowned self] refusal in
      if let refusal { UsbWatch.say("closed: \(refusal)") } else { tell(.opened) }
    }
  }

  private func tell(_ event: TransportEvent) { carryOut(driver?.handle(event, at: loop.now) ?? []) }

  private func carryOut(_ effects: [DriverEffect]) {
    for effect in effects {
      switch effect {
      case .send(let bytes): port?.send(bytes)
      case .setFeatureReport(let report):
        port?.setFeatureReport(report) { [unowned self] in if let cause = $0 { tell(.featureReportFailed(cause)) } }
      case .getFeatureReport(let length):
        port?.getFeatureReport(length: length) { [unowned self] in
          switch $0 {
          case .success(let report): tell(.featureReport(report))
          case .failure(let failure): tell(.featureReportFailed(failure.cause))
          }
        }
      case .ready(let identity, let capabilities):
        UsbWatch.say("ready \(identity.product) \(identity.serial ?? "-") \(capabilities.contains(.challenge))")
        let question = SecretBytes(copying: Array("Hi There".utf8))
        carryOut(driver?.perform(.request(.challenge(slot: 2, question: question), ticket: 9), at: loop.now) ?? [])
      case .event(.answer(9, .touchWanted)): UsbWatch.say("touch wanted")
      case .event(.answer(9, .response(let code))):
        let hex = code.withBytes { $0.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined() }
        UsbWatch.say("answered \(hex)")
      case .event(.answer(_, let answer)): UsbWatch.say("answered otherwise: \(answer)")
      case .failed(let cause): UsbWatch.say("failed: \(cause)")
      default: break
      }
    }
    timer?.cancel()
    timer = driver?.nextDeadline.map { deadline in
      loop.schedule(at: deadline) { [unowned self] in tell(.deadline) }
    }
  }
}
