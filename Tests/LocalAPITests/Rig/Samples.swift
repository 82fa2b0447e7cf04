import Cryptography
import DeviceModel
import OTPAlgorithms
import TwoFactor

@testable import LocalAPI

/// What the rig's handler answers.
enum Samples {
  static let alice = AccountName("alice")!
  static let device = DeviceReport(
    name: "keypad0", driver: "LineKeypad", path: "/dev/ttyUSB0", state: .ready, origin: .hardware, seat: "seat0",
    capabilities: [.keys, .display], identity: DeviceIdentity(vendor: "ACME", product: "Pad 3", serial: "42"))
  static let account = AccountSummary(name: alice, digits: [6, 8], tokenCount: 2, created: .seconds(1_700_000_000))
  static let token = TokenSummary(
    id: 7, label: "desk", parameters: try! OTPParameters(), isEmulated: false, registered: .seconds(1_700_000_100),
    lastUsed: nil)
  static let pair = PairedDevice(
    key: PublicKey([UInt8](repeating: 10, count: PublicKey.size))!, name: "keypad0", paired: .seconds(1_700_000_000))
  static let version = ServiceVersion(version: "0.1.0", lab: true, readyDevices: 1, waitingLogins: 0)

  static func secret(_ text: String) -> SecretBytes { SecretBytes(copying: Array(text.utf8)) }

  static func login(_ id: LoginID, _ outcome: LoginOutcome? = nil, seat: String? = "seat0") -> LoginReport {
    LoginReport(id: id, account: alice, seat: seat, outcome: outcome)
  }

  static func reply(to call: APICall) -> Result<APIReply, APIFailure> {
    switch call {
    case .version: .success(.version(version))
    case .devices: .success(.devices([device]))
    case .accounts: .success(.accounts([account]))
    case .addAccount: .success(.account(account))
    case .tokens: .success(.tokens([token]))
    case .enrol:
      .success(.enrolled(Enrolment(account: alice, token: token, uri: secret("otpauth://totp/alice?secret=ABC"))))
    case .login(let id), .submitCode(let id, _): .success(.login(login(id)))
    case .cancelLogin: .success(.done)
    case .device(_, .pair): .success(.device(.pairingNumber("012345")))
    case .device(_, .confirm): .success(.device(.confirmation(.yes)))
    case .device: .success(.device(.done))
    case .pairings: .success(.pairings([pair]))
    case .standInCode: .success(.code(StandInCode(label: "desk", code: secret("123456"))))
    }
  }
}

extension SecretBytes {
  /// The contents, for comparison in tests alone.
  var exposed: String { withBytes { String(decoding: $0, as: UTF8.self) } }
}
