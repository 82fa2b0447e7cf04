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
    func value(_ name: String) throws -> Int { try #require(rows.first { $0.name == name }).value }
    #expect(Token.promptTime == .milliseconds(try value("promptTime")))
    #expect(Token.displayTime == .milliseconds(try value("displayTime")))
    #expect(Token.unlockedTime == .milliseconds(try value("unlockedTime")))
    #expect(Int(TokenPIN.tries) == (try value("pinTries")))
  }
}
