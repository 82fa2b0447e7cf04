import DeviceModel
import Foundation
import Testing

struct DeviceCapabilitiesTests {
  @Test("the bits are those of the specification's table, and there are no others")
  func table() throws {
    struct Table: Decodable {
      struct Row: Decodable {
        let bit: UInt32
        let name: String
      }
      let rows: [Row]
    }
    let file = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "firmware-spec/tables/capabilities.json")
    let table = try JSONDecoder().decode(Table.self, from: Data(contentsOf: file))
    #expect(
      Dictionary(uniqueKeysWithValues: table.rows.map { ($0.name, UInt32(1) << $0.bit) })
        == Dictionary(uniqueKeysWithValues: DeviceCapabilities.named.map { ($0.name, $0.capability.rawValue) }))
  }

  @Test("unknown bits are kept, and have no name")
  func unknownBits() {
    let capabilities = DeviceCapabilities(rawValue: 0x8000_0002)
    #expect(capabilities.rawValue == 0x8000_0002)
    #expect(capabilities.names == ["codes"])
  }
}
