import Cryptography
import DeviceDrivers
import DeviceModel
import HostPlatform
import Testing

struct OSDPCaptureTests {
  /// The capture's own random numbers are given again, and the clock moves to the driver's deadline where the panel was
  /// the next to speak.
  @Test("captures come out as they say, in pieces of any size", arguments: Capture.all("osdp"), [1, 7, 1000])
  func replay(_ capture: Capture, size: Int) throws {
    var driver = try OSDP<NettleAES128>(settings: capture.settings)
    var challenges = capture.steps.compactMap { step -> SecretBytes? in
      guard let packet = try? OSDPPacket(Array(step.sent.dropFirst())), packet.code == 0x76 else { return nil }
      return packet.data
    }
    var now = Duration.zero
    for step in capture.steps {
      var waiting: [DriverEffect] = []
      if let received = step.received {
        for start in stride(from: 0, to: received.count, by: size) {
          waiting += driver.handle(.received(Array(received[start..<min(start + size, received.count)])), at: now)
        }
      } else {
        waiting = driver.handle(.opened, at: now)
      }
      var told: [String] = []
      var sent: [UInt8] = []
      repeat {
        while !waiting.isEmpty {
          let effect = waiting.removeFirst()
          sent += effect.bytes
          if case .entropyWanted = effect {
            waiting += driver.handle(.entropy(challenges.removeFirst()), at: now)
          } else if let words = effect.words {
            told.append(words)
          }
        }
        guard sent.isEmpty, !step.sent.isEmpty else { break }
        now = try #require(driver.nextDeadline)
        waiting = driver.handle(.deadline, at: now)
      } while true
      #expect(told.joined(separator: ", ") == step.told, "\(capture.name)")
      #expect(sent == step.sent, "\(capture.name)")
    }
  }
}
