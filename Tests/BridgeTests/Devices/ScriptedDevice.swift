import Cryptography
import DeviceModel

/// A transport that does as the test says and writes down what it was asked.
final class ScriptedTransport: FeatureReportTransport {
  let origin = DeviceOrigin.hardware
  let ledger = WriteLedger()
  private(set) var asked: [String] = []
  private(set) var isClosed = false
  var refusal: DeviceState?
  var answer: Result<[UInt8], FeatureReportFailure> = .success([7])
  private var onReceive: ((UnsafeRawBufferPointer) -> Void)?
  private var onClose: ((String) -> Void)?

  func start(onReceive: @escaping (UnsafeRawBufferPointer) -> Void, onClose: @escaping (String) -> Void) {
    self.onReceive = onReceive
    self.onClose = onClose
  }

  func whenOpen(_ done: @escaping (DeviceState?) -> Void) { done(refusal) }

  func send(_ bytes: [UInt8]) {
    guard ledger.admits() else { return }
    ledger.record(bytes.count)
    asked.append("send \(bytes)")
  }

  func setFeatureReport(_ report: [UInt8], _ done: @escaping (String?) -> Void) {
    guard ledger.admits() else { return done("no driver speaks for the device") }
    ledger.record(report.count)
    asked.append("set \(report)")
    if case .failure(let failure) = answer { done(failure.cause) } else { done(nil) }
  }

  func getFeatureReport(length: Int, _ done: @escaping (Result<[UInt8], FeatureReportFailure>) -> Void) {
    asked.append("get \(length)")
    done(answer)
  }

  func close() {
    isClosed = true
    onReceive = nil
    onClose = nil
  }

  func receive(_ bytes: [UInt8]) { bytes.withUnsafeBytes { onReceive?($0) } }

  func end(_ cause: String) {
    let tell = onClose
    close()
    tell?(cause)
  }
}

/// A driver that asks for everything a driver can ask for: each byte that comes is a wish.
struct WishfulDriver: DeviceDriver {
  static let name = "wishful"
  static let matches: [DeviceMatch] = []

  var nextDeadline: Duration?

  init(settings: DriverSettings) throws(DriverSettingsError) { try settings.finish() }

  mutating func handle(_ event: TransportEvent, at now: Duration) -> [DriverEffect] {
    switch event {
    case .opened: [.ready(DeviceIdentity(product: "wishful"), .keys)]
    case .received(let bytes):
      bytes.flatMap { byte -> [DriverEffect] in
        switch byte {
        case 1: [.entropyWanted(count: 3), .entropyWanted(count: 5), .send([9])]
        case 2: [.setFeatureReport([1, 2]), .getFeatureReport(length: 8)]
        case 3: [.failed("it gave up")]
        case 4: [.ready(DeviceIdentity(), .keys)]
        default: [.event(.key(.digit(byte % 10)))]
        }
      }
    case .deadline: []
    case .featureReport(let report): [.send([0xF0] + report)]
    case .featureReportFailed: [.send([0xFF])]
    case .entropy(let secret): [.send([UInt8(secret.count)])]
    }
  }

  mutating func perform(_ command: DeviceCommand, at now: Duration) -> [DriverEffect] { [] }
}
