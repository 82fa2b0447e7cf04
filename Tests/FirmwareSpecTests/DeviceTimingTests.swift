import HostPlatform
import Testing
import TokenMachine

struct DeviceTimingTests {
  @Test("the device's times and tries are those of table timing")
  func times() throws {
    struct Row: Decodable {
      let name: String
      let value: Int
    }
    let rows = FirmwareSpec.rows("timing", of: Row.self)
    let values = Dictionary(uniqueKeysWithValues: rows.map { ($0.name, $0.value) })
    #expect(Token.promptTime == .milliseconds(try #require(values["promptTime"])))
    #expect(Token.displayTime == .milliseconds(try #require(values["displayTime"])))
    #expect(Token.unlockedTime == .milliseconds(try #require(values["unlockedTime"])))
    #expect(Int(TokenPIN.tries) == values["pinTries"])
  }
}
