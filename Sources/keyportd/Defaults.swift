import Glibc
import HostPlatform

/// Where things are when nobody says otherwise: the system's places for root and services, the user's own for others.
enum Defaults {
  static let configuration = "/etc/keyport/keyport.yaml"

  static var state: String {
    if let directory = variable("STATE_DIRECTORY") { return directory }
    if geteuid() == 0 { return "/var/lib/keyport" }
    if let directory = variable("XDG_STATE_HOME") { return "\(directory)/keyport" }
    return "\(variable("HOME") ?? "")/.local/state/keyport"
  }

  private static func variable(_ name: String) -> String? {
    guard let value = getenv(name) else { return nil }
    let text = String(cString: value)
    return text.isEmpty ? nil : text
  }
}
