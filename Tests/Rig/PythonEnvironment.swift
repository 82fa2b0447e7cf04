import Foundation

/// The Python of packaging/python-venv, with the packages that tests want of PyPI.
package enum PythonEnvironment {
  package static let program = Programs.project.appending(path: ".build/python/bin/python")

  /// Whether it is there, as packaging/python-requirements.txt is now.
  package static var isReady: Bool {
    let wanted = FileManager.default.contents(
      atPath: Programs.project.appending(path: "packaging/python-requirements.txt").path)
    let had = FileManager.default.contents(
      atPath: Programs.project.appending(path: ".build/python/requirements.txt").path)
    return wanted != nil && wanted == had
  }

  /// Why a test is skipped.
  package static var reason: String { "packaging/python-venv has not made .build/python" }
}
