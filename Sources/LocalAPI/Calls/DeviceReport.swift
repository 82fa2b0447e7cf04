public import DeviceModel

/// A device as clients see it. In JSON: `name`, `driver`, `path`, `state`, `cause`, `origin`, `seat`, `capabilities`,
/// `session`, `vendor`, `product`, `serial`; absent values are null.
public struct DeviceReport: Sendable, Equatable {
  /// The name that the daemon or the operator gave it, unique among present devices.
  public var name: String
  /// Its driver's name; nil while no driver speaks for it.
  public var driver: String?
  /// Its node or path; nil for a device in process.
  public var path: String?
  /// Where it stands.
  public var state: DeviceState
  /// Hardware or emulated.
  public var origin: DeviceOrigin
  /// The seat whose logins get its codes.
  public var seat: String
  /// What it can do; empty until it is ready.
  public var capabilities: DeviceCapabilities
  /// Who it says it is.
  public var identity: DeviceIdentity
  /// Whether a session protects its line: nobody on the wire reads or writes what it says.
  public var hasSession: Bool

  /// Makes a report.
  public init(
    name: String, driver: String?, path: String?, state: DeviceState, origin: DeviceOrigin, seat: String,
    capabilities: DeviceCapabilities, identity: DeviceIdentity, hasSession: Bool = false
  ) {
    self.name = name
    self.driver = driver
    self.path = path
    self.state = state
    self.origin = origin
    self.seat = seat
    self.capabilities = capabilities
    self.identity = identity
    self.hasSession = hasSession
  }
}
