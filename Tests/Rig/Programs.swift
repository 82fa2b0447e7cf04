import Foundation

/// The programs under test, as they were built beside the tests.
package enum Programs {
  package static let folder = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent()
  package static var keyportd: URL { folder.appending(path: "keyportd") }
  package static var keyport: URL { folder.appending(path: "keyport") }

  package static let project = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent()
}
