public import HostPlatform

/// What an operator can set. Every key has a default, so that an empty file is a configuration; command-line flags are
/// laid over it by `keyportd`.
public struct Configuration: Equatable, Sendable {
  /// `lab`: let emulated tokens log in, for labs and trying out.
  public var lab = false
  /// `state`: where the store and its key are; the daemon's default when nil.
  public var state: String?
  /// `socket`: the API's Unix socket; the daemon's default when nil.
  public var socket: String?
  /// `listen`: a loopback address and port for the kiosk's pages; none when nil.
  public var listen: ListenAddress?
  /// `log`: the least important lines to write.
  public var log: Log.Level = .info
  /// `stand-in`: whether an emulated token stands in at a seat without hardware.
  public var standIn = true
  /// `operators`: users, by name or number, who may manage accounts beside root and the daemon's own.
  public var operators: [String] = []
  /// `login`: how logins are decided.
  public var login = LoginSettings()
  /// `devices`: what is to be known of devices beyond what udev says.
  public var devices: [DeviceSettings] = []

  /// The defaults.
  public init() {}
}
