import Foundation

/// Debian's `oathtool`: the codes of a token by somebody else's code.
package enum Oathtool {
  /// The HOTP code for a counter.
  package static func hotp(_ hexKey: String, counter: Int, digits: Int = 6) throws -> String {
    try run(["--hotp", "-c", "\(counter)", "-d", "\(digits)", hexKey])
  }

  /// The TOTP code for now.
  package static func totp(_ hexKey: String, digits: Int = 6) throws -> String {
    try run(["--totp", "-d", "\(digits)", hexKey])
  }

  private static func run(_ arguments: [String]) throws -> String {
    let finished = try Finished.run(URL(filePath: "/usr/bin/oathtool"), arguments)
    guard finished.status == 0 else { throw NotificationSocket.NeverReady(description: finished.errors) }
    return finished.output.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
