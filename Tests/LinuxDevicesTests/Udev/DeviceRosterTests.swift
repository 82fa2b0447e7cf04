import Testing

@testable import LinuxDevices

@Suite("the roster of devices")
struct DeviceRosterTests {
  private func device(_ name: String, since: Int? = nil, _ properties: [String: String] = [:]) -> UdevDevice {
    var properties = properties
    if let since { properties["USEC_INITIALIZED"] = "\(since)" }
    return UdevDevice(syspath: "/sys/\(name)", sysname: name, subsystem: "tty", properties: properties)
  }

  @Test("tells what the enumeration and the monitor both found once")
  func mergedStart() {
    var roster = DeviceRoster()
    #expect(roster.enumerated([device("a", since: 1)]) == [.added(device("a", since: 1))])
    let event = device("a", since: 1, ["ACTION": "add", "SEQNUM": "7"])
    #expect(roster.event("add", event, duringStart: true) == [])
    #expect(roster.event("add", device("b", since: 2), duringStart: true) == [.added(device("b", since: 2))])
  }

  @Test("tells a change and a repeated arrival later as a change, since rights may have been set anew")
  func changes() {
    var roster = DeviceRoster()
    let a = device("a", since: 1)
    #expect(roster.event("add", a) == [.added(a)])
    for action in ["add", "change", "bind"] { #expect(roster.event(action, a) == [.changed(a)]) }
    for action in ["unbind", "offline", "whatever"] { #expect(roster.event(action, a) == []) }
    #expect(roster.event("remove", a) == [.removed(syspath: "/sys/a")])
    #expect(roster.event("remove", a) == [])
    #expect(roster.event("change", a) == [.added(a)])
  }

  @Test("after lost events tells what is gone, what is new and what was exchanged for another")
  func lostEvents() {
    var roster = DeviceRoster()
    _ = roster.enumerated([device("gone", since: 1), device("exchanged", since: 2), device("stays", since: 3)])
    let found = [device("exchanged", since: 9), device("stays", since: 3), device("new", since: 8)]
    #expect(
      roster.enumerated(found) == [
        .removed(syspath: "/sys/gone"), .removed(syspath: "/sys/exchanged"), .added(found[0]), .added(found[2]),
      ])
    #expect(roster.enumerated(found) == [])
  }

  @Test("tells a property that changed while events were lost")
  func changedUnseen() {
    var roster = DeviceRoster()
    _ = roster.enumerated([device("a", since: 1)])
    let after = device("a", since: 1, ["ID_SEAT": "seat1"])
    #expect(roster.enumerated([after]) == [.changed(after)])
  }
}
