public import DeviceModel

/// One entry of the configuration's `devices`, or one `--device`.
public struct DeviceSettings: Equatable, Sendable {
  /// `path`: the node's path; symbolic links such as those in /dev/serial/by-id and /dev/input/by-id are followed. Nil
  /// where `match` says which devices are meant.
  public var path: String?
  /// `match`: devices that udev finds, by what it says of them; nil where `path` says which is meant.
  public var match: DeviceSelector?
  /// `ignore`: leave it alone, whatever udev's rules say.
  public var ignore = false
  /// `driver`: which driver speaks for it. When nil, the read-only `line-keypad` for a path, and udev's word for a match.
  public var driver: String?
  /// `over`: how it is opened; the driver's own first choice when nil.
  public var over: TransportKind?
  /// `name`: what `keyport devices` calls it; made from the path when nil.
  public var name: String?
  /// `seat`: whose logins get its codes; udev's word, or `seat0`, when nil.
  public var seat: String?
  /// `settings`: the driver's own settings, such as `baud` and `framing`.
  public var settings: DriverSettings
  /// Where the file says it, 1 for the first line; nil for one named on the command line.
  public var line: Int?

  /// Makes an entry.
  public init(
    path: String?, match: DeviceSelector? = nil, ignore: Bool = false, driver: String? = nil,
    over: TransportKind? = nil, name: String? = nil, seat: String? = nil,
    settings: DriverSettings = DriverSettings(), line: Int? = nil
  ) {
    self.path = path
    self.match = match
    self.ignore = ignore
    self.over = over
    self.driver = driver
    self.name = name
    self.seat = seat
    self.settings = settings
    self.line = line
  }

  /// What the file calls it, for messages: its path, or that it is a match.
  public var subject: String { path ?? "match" }

  /// Reads `PATH` or `PATH=DRIVER`, as `--device` takes it; nil where there is no path.
  public init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, !path.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
    self.init(path: String(path), driver: parts.count == 2 ? String(parts[1]) : nil)
  }
}
