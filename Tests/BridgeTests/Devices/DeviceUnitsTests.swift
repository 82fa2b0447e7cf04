import DeviceModel
import HostPlatform
import LinuxDevices
import LocalAPI
import Testing

@testable import Bridge

@Suite("The devices on a bus", .timeLimit(.minutes(15)))
struct DeviceUnitsTests {
  /// A line with the devices 0 and 5. Each byte that comes is one device's: its number, then what it does.
  private struct BusDriver: DeviceDriver {
    static let name = "bus"
    static let matches: [DeviceMatch] = []

    var nextDeadline: Duration? { nil }
    var units: [Int] { [0, 5] }

    init(settings: DriverSettings) throws(DriverSettingsError) {}

    mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
      guard case .received(let bytes) = event else { return [] }
      return bytes.map { byte in
        let unit = Int(byte >> 4)
        switch byte & 15 {
        case 15: return .unit(unit, .ready(DeviceIdentity(serial: "S\(unit)"), unit == 5 ? [.keys, .display] : .keys))
        case 14: return .unit(unit, .failed("it is silent"))
        case let digit: return .unit(unit, .event(.key(.digit(digit))))
        }
      }
    }

    mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] { [.send([0xFF])] }

    mutating func perform(_ command: DeviceCommand, unit: Int, at now: Duration) -> [DriverEffect] {
      [.send([UInt8(unit)])]
    }
  }

  private final class Bench {
    var told: [String] = []
    var keys: [String] = []
    let transport = ScriptedTransport()
    private(set) var desk: DeviceDesk!
    private(set) var line: DeviceConnection!

    init() throws {
      let loop = try EventLoop()
      desk = DeviceDesk(
        settings: [], loop: loop, log: Log(threshold: .error),
        onChange: { [unowned self] in told.append("\($0.name) \($0.state.word)") },
        onEvent: { [unowned self] device, event in
          if case .key(.digit(let digit)) = event { keys.append("\(device.name) \(digit)") }
        })
      let plan = DevicePlan(
        name: "line", path: nil, seat: "seat0", identity: DeviceIdentity(), driver: BusDriver.self, over: .serial,
        origin: .hardware
      ) { [unowned self] (_) throws(DeviceAccessError) in transport }
      line = desk.connect(plan) { _ in }
      desk.begin(line)
    }

    func states() -> [String] { desk.reports.map { "\($0.name) \($0.state.word)" } }
  }

  @Test("each is listed as a device of its own, with its own state, names and abilities")
  func listed() throws {
    let bench = try Bench()
    #expect(bench.states() == ["line identifying", "line-0 identifying", "line-5 identifying"])
    bench.transport.receive([0x5F])
    #expect(bench.states() == ["line ready", "line-0 identifying", "line-5 ready"])
    bench.transport.receive([0x0F, 0x5E])
    #expect(bench.states() == ["line ready", "line-0 ready", "line-5 failed"])
    bench.transport.receive([0x0E])
    #expect(bench.states() == ["line failed", "line-0 failed", "line-5 failed"])
    bench.transport.receive([0x5F])
    #expect(bench.states() == ["line ready", "line-0 failed", "line-5 ready"])
    let report = try #require(bench.desk.reports.last)
    #expect(report.driver == "bus" && report.identity.serial == "S5" && report.origin == .hardware)
    #expect(report.capabilities == [.keys, .display])
  }

  @Test("keys come from the device that they were pressed at, once it is ready, and the line itself has none")
  func keys() throws {
    let bench = try Bench()
    bench.transport.receive([0x51, 0x5F, 0x52, 0x03, 0x0F, 0x04])
    #expect(bench.keys == ["line-5 2", "line-0 4"])
  }

  @Test("a login's claim is on all that are ready, and a command goes to the one that it is for")
  func commands() throws {
    let bench = try Bench()
    bench.transport.receive([0x5F, 0x0F])
    #expect(Set(bench.desk.usable(atSeat: "seat0").map(\.name)) == ["line-0", "line-5"])
    bench.desk.claim(seat: "seat0")
    #expect(bench.states() == ["line claimed", "line-0 claimed", "line-5 claimed"])
    for device in bench.desk.usable(atSeat: "seat0") where device.name == "line-5" {
      device.perform(.show("Enter code"))
    }
    #expect(bench.transport.asked == ["send [5]"])
    bench.desk.release(seat: "seat0")
    #expect(bench.states() == ["line ready", "line-0 ready", "line-5 ready"])
  }

  @Test("they go with their line, and come back with it")
  func goes() throws {
    let bench = try Bench()
    bench.transport.receive([0x5F])
    bench.told = []
    bench.transport.end("reading from it failed")
    #expect(bench.told.filter { $0.hasSuffix("gone") } == ["line-0 gone", "line-5 gone"])
    #expect(bench.states() == ["line failed"])
    bench.line.claim(true)
    #expect(bench.states() == ["line failed", "line-0 identifying", "line-5 identifying"])
    bench.line.close()
    #expect(!bench.states().contains { $0.hasPrefix("line-") })
  }
}
