import Conformance
import Cryptography
import HostPlatform
import Testing
import TokenEmulator
import WireProtocol

@Suite("Conformance of the emulated keypad, in process")
struct EmulatedKeypadRunTests {
  static func run(
    _ capabilities: Capabilities = KeypadTraits.everything, person: Bool = true, mayErase: Bool = true
  ) throws -> [Finding] {
    let keypad = try EmulatedKeypad<NettleKeyedHash, SodiumSuite>(
      KeypadTraits(capabilities: capabilities), seed: SecretBytes(copying: Array("conformance".utf8)))
    let device = EmulatedBench(keypad)
    var run = ConformanceRun<SodiumSuite>(
      Bench(line: device, person: person ? device : NobodyThere(), random: KernelRandom(), mayErase: mayErase))
    return run.finish()
  }

  @Test("a keypad that can do everything passes every case")
  func everythingPasses() throws {
    for finding in try Self.run() {
      #expect(
        finding.verdict == .pass,
        "\(finding.id): \(finding.reason ?? "")\n\(finding.transcript.joined(separator: "\n"))")
    }
  }
}
