import Cryptography
import HostPlatform
import Testing
import TokenMachine
import WireProtocol

struct ReadmeTests {
  @Test("the shortest whole conversation of README.md is what both machines hold")
  func shortestConversation() throws {
    let lines = FirmwareSpec.text("README.md").split(separator: "\n").filter {
      $0.hasPrefix("    > ") || $0.hasPrefix("    < ")
    }
    let wires = lines.map { FirmwareSpec.bytes($0.dropFirst(6)) }
    try #require(wires.count == 4)

    var host = Host()
    var device = Token(
      identity: TokenIdentity(vendor: [], product: [], serial: [], firmware: []), capabilities: .keys,
      memory: TokenMemory())
    let zeros = SecretBytes(copying: [UInt8](repeating: 0, count: Host.entropySize))
    #expect(host.handle(.opened(entropy: zeros), at: .zero).flatMap(\.bytes) == wires[0])
    #expect(device.handle(.received(wires[0]), at: .zero, unixTime: nil).flatMap(\.bytes) == wires[1])
    #expect(host.handle(.received(wires[1]), at: .zero).flatMap(\.bytes).isEmpty)
    #expect(device.handle(.key(.digit(1)), at: .zero, unixTime: nil).flatMap(\.bytes) == wires[2])
    let told = host.handle(.received(wires[2]), at: .zero)
    #expect(told.flatMap(\.bytes) == wires[3])
    #expect(told.contains { if case .message(.key(.digit(1))) = $0 { true } else { false } })
    #expect(device.handle(.received(wires[3]), at: .zero, unixTime: nil).isEmpty)
    #expect(device.nextDeadline == nil)
  }
}

extension HostLinkEffect {
  var bytes: [UInt8] { if case .send(let bytes) = self { bytes } else { [] } }
}

extension TokenEffect {
  var bytes: [UInt8] { if case .send(let bytes) = self { bytes } else { [] } }
}
