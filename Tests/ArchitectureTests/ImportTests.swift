import Foundation
import Testing

/// Holds every target to its row of the import table in docs/architecture.md.
@Suite("Imports")
struct ImportTests {
  static let pure: [String: Set<String>] = [
    "Cryptography": [],
    "OTPAlgorithms": ["Cryptography"],
    "WireProtocol": ["Cryptography"],
    "TokenMachine": ["OTPAlgorithms", "WireProtocol", "Cryptography"],
    "DeviceModel": ["Cryptography"],
    "DeviceDrivers": ["DeviceModel", "WireProtocol", "Cryptography"],
    "TwoFactor": ["OTPAlgorithms", "Cryptography"],
    "TokenEmulator": ["TokenMachine", "DeviceModel", "WireProtocol", "OTPAlgorithms", "Cryptography"],
    "Conformance": ["TokenEmulator", "DeviceModel", "WireProtocol", "Cryptography"],
  ]

  static let linux: [String: Set<String>] = [
    "HostPlatform": ["Glibc", "Synchronization", "CLinux", "CNettle", "CSodium", "Cryptography"],
    "LinuxDevices": ["Glibc", "CLinux", "CUdev", "CUSB", "HostPlatform", "DeviceModel", "Cryptography"],
    "TwoFactorStore": ["Glibc", "CSQLite", "TwoFactor", "OTPAlgorithms", "HostPlatform", "Cryptography"],
    "Interchange": ["CQREncode", "CPNG", "OTPAlgorithms", "HostPlatform", "Cryptography"],
    "Configuration": ["CYAML", "HostPlatform", "DeviceModel"],
    "LocalAPI": [
      "Glibc", "CLinux", "CMicroHTTPD", "CJansson", "HostPlatform", "TwoFactor", "DeviceModel", "OTPAlgorithms",
      "Cryptography",
    ],
    "LocalAPIClient": ["Glibc", "CCurl", "CJansson", "HostPlatform", "Cryptography"],
  ]

  static let top: [String: Set<String>] = [
    "Bridge": Set(pure.keys).union([
      "Glibc", "HostPlatform", "LinuxDevices", "TwoFactorStore", "Configuration", "LocalAPI",
    ]),
    "keyportd": ["Glibc", "Bridge", "Configuration", "HostPlatform"],
    "keyport": [
      "Glibc", "CLinux", "LocalAPIClient", "Interchange", "Conformance", "TokenEmulator", "LinuxDevices", "DeviceModel",
      "HostPlatform", "Cryptography",
    ],
    "udev-rules": ["Glibc", "DeviceDrivers", "DeviceModel", "HostPlatform"],
  ]

  static let table = pure.merging(linux) { first, _ in first }.merging(top) { first, _ in first }

  static let sources = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "Sources")

  @Test("a target imports what its row lists and nothing else", arguments: table.keys.sorted())
  func importsAreAllowed(target: String) throws {
    let allowed = try #require(Self.table[target])
    let files = try Self.swiftFiles(in: target)
    #expect(!files.isEmpty, "the table has a row for a target without sources")
    for file in files {
      for module in try Self.imports(of: file) {
        #expect(allowed.contains(module), "\(target)/\(file.lastPathComponent) imports \(module)")
      }
    }
  }

  @Test("every target has a row")
  func everyTargetHasARow() throws {
    let folders = try FileManager.default.contentsOfDirectory(atPath: Self.sources.path)
    #expect(Set(folders).subtracting(["C"]) == Set(Self.table.keys))
  }

  @Test("the reader of imports sees every form of them")
  func readerSeesEveryForm() {
    let text = """
      public import Glibc
      @testable import struct DeviceModel.Key
        internal import CSodium // why
      // import Foundation
      @preconcurrency import Dispatch
      let important = 1
      """
    #expect(Self.modules(importedBy: text) == ["Glibc", "DeviceModel", "CSodium", "Dispatch"])
  }

  private static func swiftFiles(in target: String) throws -> [URL] {
    let folder = sources.appending(path: target)
    let paths = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
    return paths.filter { $0.hasSuffix(".swift") }.map { folder.appending(path: $0) }
  }

  private static func imports(of file: URL) throws -> [String] {
    modules(importedBy: try String(contentsOf: file, encoding: .utf8))
  }

  static func modules(importedBy text: String) -> [String] {
    let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "typealias", "let", "var", "actor"]
    return text.split(separator: "\n").compactMap { line in
      let words = line.split(whereSeparator: \.isWhitespace)
      guard let index = words.firstIndex(of: "import"), !line.contains("\"") else { return nil }
      let attributes = words[..<index]
      guard
        attributes.allSatisfy({
          $0.hasPrefix("@") || ["public", "package", "internal", "fileprivate", "private"].contains($0)
        })
      else { return nil }
      var rest = words[(index + 1)...]
      if let kind = rest.first, kinds.contains(kind) { rest = rest.dropFirst() }
      return rest.first.map { String($0.split(separator: ".")[0]) }
    }
  }
}
