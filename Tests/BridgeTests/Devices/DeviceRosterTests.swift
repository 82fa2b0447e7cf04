import DeviceModel
import LocalAPI
import Testing

@testable import Bridge

@Suite("The roster of devices")
struct DeviceRosterTests {
  private func report(_ name: String) -> LocalAPI.DeviceReport {
    DeviceReport(
      name: name, driver: nil, path: nil, state: .present, origin: .hardware, seat: "seat0", capabilities: [],
      identity: DeviceIdentity())
  }

  @Test("a taken name gets the next free number")
  func freeNames() {
    var roster = DeviceRoster()
    #expect(roster.freeName("ttyS0") == "ttyS0")
    roster.add(report("ttyS0"))
    #expect(roster.freeName("ttyS0") == "ttyS0-2")
    roster.add(report("ttyS0-2"))
    #expect(roster.freeName("ttyS0") == "ttyS0-3")
    _ = roster.remove("ttyS0-2")
    #expect(roster.freeName("ttyS0") == "ttyS0-2")
  }

  @Test("devices are listed by name, and a removed one is handed back as it was")
  func listing() {
    var roster = DeviceRoster()
    for name in ["c", "a", "b"] { roster.add(report(name)) }
    #expect(roster.reports.map(\.name) == ["a", "b", "c"])
    #expect(roster.remove("b") == report("b"))
    #expect(roster.remove("b") == nil)
    #expect(roster.reports.map(\.name) == ["a", "c"])
  }
}
