import Foundation
import Testing

@Suite("The manual")
struct ManualTests {
  static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appendingPathComponent("packaging")
  static let mandoc = "/usr/bin/mandoc"

  private static func page(_ name: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent("man/\(name)"), encoding: .utf8)
  }

  @Test(
    "the pages are well-formed",
    arguments: ["keyport.1", "keyportd.8", "keyport.yaml.5"])
  func lint(_ name: String) throws {
    let process = Process()
    let output = Pipe()
    process.executableURL = URL(fileURLWithPath: Self.mandoc)
    process.arguments = ["-Tlint", "-W", "warning", Self.folder.appendingPathComponent("man/\(name)").path]
    (process.standardOutput, process.standardError) = (output, output)
    try process.run()
    let findings = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    #expect(process.terminationStatus == 0 && findings.isEmpty, "\(findings)")
  }

  @Test("keyport(1) has every option and command that the help has", arguments: ToolUsageTests.commands)
  func options(_ command: [String]) throws {
    let page = try Self.page("keyport.1")
    let help = try Tool.run(command + ["--help"]).output
    let options = help.matches(of: /--([a-z-]+)/).map { String($0.1) }
    #expect(options.contains("socket"))
    for option in options { #expect(page.contains("Fl -\(option)"), "--\(option)") }
    if let word = command.first { #expect(page.contains(word)) }
  }

  @Test("keyport.yaml(5) has every key of the configuration that is shipped")
  func keys() throws {
    let page = try Self.page("keyport.yaml.5")
    let sample = try String(contentsOf: Self.folder.appendingPathComponent("keyport.yaml"), encoding: .utf8)
    let keys = sample.matches(of: /(?m)^#[ -]*([a-z-]+):(?: |$)/).map { String($0.1) }
    #expect(keys.contains("lockout") && keys.contains("framing"))
    for key in keys { #expect(page.contains("Li \(key)") || page.contains("Ss \(key)"), "\(key)") }
  }
}
