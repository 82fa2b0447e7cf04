import DeviceModel
import HostPlatform
import LinuxDevices
import Testing

@testable import Bridge

@Suite("A device's connection", .timeLimit(.minutes(15)))
struct DeviceConnectionTests {
  private final class Bench {
    let loop: EventLoop
    var transports: [ScriptedTransport] = []
    var refusals: [DeviceAccessError] = []
    var states: [String] = []
    var keys = 0
    var ends: [DeviceEnd] = []
    var watched = 0
    var nodeChanged: (() -> Void)?
    private(set) var connection: DeviceConnection!

    var transport: ScriptedTransport { transports.last! }

    init(
      path: String? = nil, settings: [String: String] = [:], prepare: @escaping (ScriptedTransport) -> Void = { _ in }
    ) throws {
      loop = try EventLoop()
      let plan = DevicePlan(
        name: "it", path: path, seat: "seat0", identity: DeviceIdentity(vendor: "maker"), driver: WishfulDriver.self,
        settings: DriverSettings(settings), over: .hidraw, origin: .hardware
      ) { [unowned self] (_) throws(DeviceAccessError) in
        if !refusals.isEmpty { throw refusals.removeFirst() }
        let transport = ScriptedTransport()
        prepare(transport)
        transports.append(transport)
        return transport
      }
      connection = DeviceConnection(
        plan, loop: loop, log: Log(threshold: .error),
        watchNode: { [unowned self] _, changed in
          watched += 1
          nodeChanged = changed
          return nil
        },
        onChange: { [unowned self] in states.append($0.state.word) },
        onEvent: { [unowned self] _, _ in keys += 1 },
        onEnd: { [unowned self] in ends.append($1) })
    }
  }

  @Test("wishes for entropy are answered at once, one each and in order, after what was wished before")
  func entropy() throws {
    let bench = try Bench()
    bench.connection.begin()
    bench.transport.receive([1])
    #expect(bench.transport.asked == ["send [9]", "send [3]", "send [5]"])
  }

  @Test("the ledger has a ground while a driver speaks for the device, a better one once it is known, and none after")
  func ledger() throws {
    let bench = try Bench(path: "/dev/x")
    bench.connection.begin()
    let transport = bench.transport
    #expect(transport.ledger.ground == .identified)
    transport.receive([2])
    #expect(transport.ledger.written == [.identified: 4])
    transport.end("reading from it failed")
    #expect(transport.ledger.ground == nil)
    transport.send([1])
    #expect(transport.ledger.total == 4 && transport.ledger.refusals == 1)
  }

  @Test("feature reports go and come, and what fails is told")
  func featureReports() throws {
    let bench = try Bench()
    bench.connection.begin()
    bench.transport.receive([2])
    #expect(bench.transport.asked == ["set [1, 2]", "get 8", "send [240, 7]"])
    bench.transport.answer = .failure(FeatureReportFailure("no"))
    bench.transport.receive([2])
    #expect(bench.transport.asked.suffix(4) == ["set [1, 2]", "send [255]", "get 8", "send [255]"])
  }

  @Test("keys count while it is usable, and no longer")
  func keys() throws {
    let bench = try Bench()
    bench.connection.begin()
    bench.transport.receive([5])
    bench.connection.claim(true)
    bench.transport.receive([5])
    bench.transport.receive([3])
    bench.transport.receive([5])
    #expect(bench.keys == 2)
    bench.transport.receive([4])
    bench.transport.receive([5])
    #expect(bench.keys == 3)
    #expect(bench.states == ["identifying", "ready", "claimed", "failed", "claimed"])
    #expect(bench.connection.identity == DeviceIdentity(vendor: "maker", product: "wishful"))
  }

  @Test("a transport that cannot take the device leaves it busy, closed and watched, until the node changes")
  func refusedLate() throws {
    var isHeld = true
    let bench = try Bench(path: "/dev/x") { if isHeld { $0.refusal = .busy(holder: "y, pid 1") } }
    bench.connection.begin()
    #expect(bench.connection.state == .busy(holder: "y, pid 1"))
    #expect(bench.transport.isClosed && bench.watched == 1)
    isHeld = false
    bench.nodeChanged?()
    #expect(bench.connection.state == .ready)
    #expect(bench.states == ["identifying", "busy", "ready"])
    bench.connection.close()
    #expect(bench.transport.isClosed && bench.ends.isEmpty)
  }

  @Test("what cannot be opened says so in its state, and is opened once it can be")
  func refusedAtOpening() throws {
    let bench = try Bench(path: "/dev/x")
    bench.refusals = [.forbidden("group"), .failed("broken"), .busy(holder: "z")]
    bench.connection.begin()
    for _ in 0..<3 { bench.nodeChanged?() }
    #expect(bench.states == ["identifying", "forbidden", "failed", "busy", "ready"])
  }

  @Test("after a sleep it is given back and taken anew, what waits looks again, and a login that waits has it again")
  func sleep() throws {
    let bench = try Bench(path: "/dev/x")
    bench.connection.begin()
    bench.connection.claim(true)
    let old = bench.transport
    bench.connection.wake()
    #expect(old.isClosed && old.ledger.ground == nil && bench.transport !== old)
    #expect(bench.states == ["identifying", "ready", "claimed", "identifying", "claimed"])
    bench.refusals = [.busy(holder: "y"), .busy(holder: "y")]
    bench.connection.wake()
    #expect(bench.connection.state == .busy(holder: "y"))
    bench.connection.wake()
    bench.connection.wake()
    #expect(bench.connection.state == .claimed && bench.transports.count == 3)
    bench.connection.close()
    bench.connection.wake()
    #expect(bench.connection.state == .gone && bench.transport.isClosed)
  }

  @Test("settings that the driver does not take make it fail, with the setting's name")
  func settings() throws {
    let bench = try Bench(settings: ["colour": "red"])
    bench.connection.begin()
    #expect(bench.connection.state == .failed("this driver has no setting named 'colour'"))
  }

  @Test("unplugging ends it once; what was there and is not any more when it is opened is absent")
  func ends() throws {
    let bench = try Bench()
    bench.connection.begin()
    bench.transport.end(SerialPort.unplugged)
    #expect(bench.ends == [.unplugged] && bench.connection.state == .gone)
    #expect(bench.states == ["identifying", "ready"])
    let absent = try Bench()
    absent.refusals = [.absent("not there")]
    absent.connection.begin()
    #expect(absent.ends == [.absent])
  }

  @Test("one that breaks stays listed as failed, closed, and is opened again for a login")
  func broke() throws {
    let bench = try Bench(path: "/dev/x")
    bench.connection.begin()
    bench.transport.end("reading from it failed")
    #expect(bench.connection.state == .failed("reading from it failed"))
    #expect(!bench.connection.isOpen && bench.ends.isEmpty)
    bench.connection.claim(true)
    #expect(bench.connection.state == .claimed)
  }
}
