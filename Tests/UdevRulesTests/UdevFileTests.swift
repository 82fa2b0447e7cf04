import DeviceDrivers
import DeviceModel
import Foundation
import Testing

@testable import udev_rules

@Suite("Files for udev")
struct UdevFileTests {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appending(path: "udev")

  @Test("the files in the folder are those that the drivers' tables give, to the byte")
  func committedFilesAreCurrent() throws {
    let files = UdevFile.all(for: DriverList<Suppliers>.all)
    let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
    #expect(names.sorted() == files.map(\.name).sorted(), "make udev")
    for file in files {
      let committed = try String(contentsOf: Self.folder.appending(path: file.name), encoding: .utf8)
      #expect(committed == file.text, "\(file.name) is not what the tables give: make udev")
    }
  }

  @Test("every row of every driver is in the rules, and every row of numbers in the hardware database")
  func everyRowIsThere() throws {
    let files = UdevFile.all(for: DriverList<Suppliers>.all)
    let rules = try #require(files.first { $0.name == "70-keyport.rules" }).text.split(separator: "\n").map(String.init)
    let database = try #require(files.first { $0.name.hasSuffix(".hwdb") }).text.split(separator: "\n").map(String.init)
    for row in DriverMatch.all(of: DriverList<Suppliers>.all) {
      #expect(rules.contains(row.rule))
      if row.isFoundByNumbers {
        #expect(database.contains(row.interfaceKey))
        #expect(row.deviceKey.map(database.contains) ?? true)
      }
    }
  }

  @Test("no rule opens a node to everybody, or runs a program")
  func nothingIsOpenedWide() {
    for file in UdevFile.all(for: DriverList<Suppliers>.all) {
      for line in file.text.split(separator: "\n") where !line.hasPrefix("#") {
        #expect(!line.contains("RUN") && !line.contains("PROGRAM"))
        if line.contains("MODE") { #expect(line.contains(#"MODE:="0660""#)) }
        #expect(!line.contains("ID_SEAT"))
      }
    }
  }

  @Test(
    "bridge chips' ids are in no rule",
    arguments: ["0403", "1a86", "10c4", "067b"])
  func bridgeChipsAreOptIn(vendor: String) {
    for file in UdevFile.all(for: DriverList<Suppliers>.all) {
      #expect(!file.text.lowercased().contains("\"\(vendor)"))
    }
  }
}
