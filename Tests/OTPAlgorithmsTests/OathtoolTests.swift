import Cryptography
import Foundation
import HostPlatform
import OTPAlgorithms
import Rig
import Testing

/// Another program's opinion: Debian's oathtool, which the project installs.
@Suite("Agreement with oathtool")
struct OathtoolTests {
  private struct Case {
    var parameters: OTPParameters
    var key: [UInt8]
    /// A counter or a Unix time.
    var position: UInt64
    /// Codes after the first.
    var window: Int
    var command: String
  }

  private func drawCase(_ random: inout SeededGenerator) throws -> Case {
    let isTimeBased = Int.random(in: 0..<4, using: &random) > 0
    // oathtool makes counter-based codes with SHA-1 alone.
    let algorithm = isTimeBased ? HashAlgorithm.allCases.randomElement(using: &random)! : .sha1
    let digits = Int.random(in: 6...8, using: &random)
    let key = random.bytes(Int.random(in: 1...150, using: &random))
    let window = Int.random(in: 0...3, using: &random)
    let name = ["SHA1", "SHA256", "SHA512"][HashAlgorithm.allCases.firstIndex(of: algorithm)!]
    let hexadecimal = key.map { String(format: "%02x", $0) }.joined()
    var command = "oathtool -d \(digits) -w \(window) "
    let factor: MovingFactor
    let position: UInt64
    if isTimeBased {
      let period = UInt64.random(in: 1...300, using: &random)
      let epoch = Bool.random(using: &random) ? 0 : UInt64.random(in: 1...1_500_000_000, using: &random)
      position = UInt64.random(in: epoch...60_000_000_000, using: &random)
      factor = .time(period: period, epoch: epoch)
      command += "--totp=\(name) -s \(period)s -S @\(epoch) -N @\(position)"
    } else {
      position = UInt64.random(in: 0...UInt64(Int64.max) >> Int64.random(in: 2...60, using: &random), using: &random)
      factor = .counter
      command += "-c \(position)"
    }
    return Case(
      parameters: try OTPParameters(algorithm: algorithm, digits: digits, movingFactor: factor), key: key,
      position: position, window: window, command: "\(command) \(hexadecimal)")
  }

  @Test("1,000 random tokens show the same codes in both")
  func randomTokens() throws {
    var random = SeededGenerator()
    let cases = try (0..<1000).map { _ in try drawCase(&random) }
    let lines = try run(cases.map(\.command))
    try #require(lines.count == cases.reduce(0) { $0 + $1.window + 1 }, "\(random.replay)")

    var line = 0
    for item in cases {
      var password = OneTimePassword<NettleKeyedHash>(item.parameters, key: SecretBytes(copying: item.key))
      let first = item.parameters.movingFactor.step(atUnixTime: item.position) ?? item.position
      for offset in 0...UInt64(item.window) {
        let expected = String(lines[line])
        let code = text(password.digits(at: first + offset))
        #expect(code == expected, "\(item.command); \(random.replay)")
        let isMatch = password.matches(secret(expected), at: first + offset)
        #expect(isMatch, "\(item.command); \(random.replay)")
        line += 1
      }
    }
  }

  /// Runs all commands in one shell, which costs a fifth of starting each from here.
  private func run(_ commands: [String]) throws -> [Substring] {
    let script = FileManager.default.temporaryDirectory.appendingPathComponent("oathtool-\(UUID()).sh")
    defer { try? FileManager.default.removeItem(at: script) }
    try ("set -e\n" + commands.joined(separator: "\n") + "\n").write(to: script, atomically: false, encoding: .utf8)
    let shell = Process()
    shell.executableURL = URL(fileURLWithPath: "/bin/sh")
    shell.arguments = [script.path]
    let output = Pipe()
    shell.standardOutput = output
    try shell.run()
    let data = try output.fileHandleForReading.readToEnd() ?? Data()
    shell.waitUntilExit()
    try #require(shell.terminationStatus == 0, "oathtool (Debian package oathtool) must be installed and succeed")
    return String(decoding: data, as: UTF8.self).split(separator: "\n")
  }
}
