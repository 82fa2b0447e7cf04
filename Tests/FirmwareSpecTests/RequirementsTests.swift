import Foundation
import Testing

struct RequirementsTests {
  private static let numbers = FirmwareSpec.text("protocol.md").matches(of: /\*\*(REQ-[A-Z]{3}-[0-9]{3})\*\*/)
    .map { String($0.1) }

  @Test("each requirement of protocol.md has a number of its own, and numbers of a kind go up from 001 without a gap")
  func numbering() {
    #expect(Self.numbers.count > 80)
    #expect(Set(Self.numbers).count == Self.numbers.count)
    for (kind, numbers) in Dictionary(grouping: Self.numbers, by: { $0.prefix(7) }) {
      #expect(numbers.compactMap { Int($0.suffix(3)) } == Array(1...numbers.count), "\(kind)")
    }
  }

  @Test(
    "every requirement that sources, tests or the specification speak of is there", arguments: ["Sources", "Tests"])
  func references(folder: String) {
    let known = Set(Self.numbers)
    let files =
      FirmwareSpec.texts(below: folder, ending: ".swift") + FirmwareSpec.texts(below: "firmware-spec", ending: ".md")
      + FirmwareSpec.texts(below: "firmware-spec", ending: ".json")
    var found = 0
    for (path, text) in files {
      // "REQ-ACK-001…005" names the first and the last of a row.
      for match in text.matches(of: /(REQ-[A-Z]{3}-)([0-9]{3})(?:…([0-9]{3}))?/) {
        found += 1
        for number in [match.2, match.3].compactMap({ $0 }) {
          #expect(known.contains(String(match.1 + number)), "\(path) speaks of \(match.1)\(number)")
        }
      }
    }
    #expect(found > 100)
  }
}
