/// A row of a driver's match table: a udev subsystem and the udev properties that a device must have, each with the
/// value given. The more properties a row names, the more specific it is.
public struct DeviceMatch: Sendable, Hashable {
  /// The udev subsystem, such as `tty`.
  public var subsystem: String
  /// Property names and the values they must have.
  public var properties: [String: String]

  /// Makes a row.
  public init(subsystem: String, properties: [String: String]) {
    self.subsystem = subsystem
    self.properties = properties
  }

  /// How specific the row is: a longer list of properties wins over a shorter.
  public var specificity: Int { properties.count }

  /// Whether a device of `subsystem` with `properties` fits.
  public func fits(subsystem: String, properties: [String: String]) -> Bool {
    subsystem == self.subsystem && self.properties.allSatisfy { properties[$0.key] == $0.value }
  }
}
