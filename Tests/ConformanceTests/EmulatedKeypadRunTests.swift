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

  @Test("what a keypad cannot do does not concern it, and nothing fails")
  func plainKeypadPasses() throws {
    let findings = try Self.run([.keys, .feedback])
    for finding in findings { #expect(finding.verdict != .fail, "\(finding.id): \(finding.reason ?? "")") }
    #expect(findings.contains { $0.verdict == .notApplicable })
  }

  @Test("without a person, what wants one is told as such, and nothing fails")
  func nobodyThere() throws {
    let findings = try Self.run(person: false)
    for finding in findings { #expect(finding.verdict != .fail, "\(finding.id): \(finding.reason ?? "")") }
    #expect(findings.first { $0.id == "keys-each" }?.verdict == .needsPerson)
    #expect(findings.first { $0.id == "session-rekey" }?.verdict == .pass)
  }
}
