public import DeviceModel

/// One entry of the configuration's `devices`, or one `--device`.
public struct DeviceSettings: Equatable, Sendable {
  /// `path`: the tty's or pty's path; symbolic links such as those in /dev/serial/by-id are followed.
  public var path: String
  /// `driver`: which driver speaks for it; the read-only `line-keypad` when nil.
  public var driver: String?
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
    path: String, driver: String? = nil, name: String? = nil, seat: String? = nil,
    settings: DriverSettings = DriverSettings(), line: Int? = nil
  ) {
    self.path = path
    self.driver = driver
    self.name = name
    self.seat = seat
    self.settings = settings
    self.line = line
  }

  /// Reads `PATH` or `PATH=DRIVER`, as `--device` takes it; nil where there is no path.
  public init?(argument: String) {
    let parts = argument.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
    guard let path = parts.first, !path.isEmpty, parts.count == 1 || !parts[1].isEmpty else { return nil }
    self.init(path: String(path), driver: parts.count == 2 ? String(parts[1]) : nil)
  }
}
