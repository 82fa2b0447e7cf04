import HostPlatform
import Rig
import Testing

@Suite("Locking a directory")
struct DirectoryLockTests {
  @Test("a second lock is refused while the first is held, and had when it is gone")
  func oneHolder() throws {
    let folder = try Folder()
    #expect(try isFree(folder.path))
    #expect(try !isFree(folder.path, whileHeld: true))
    #expect(try isFree(folder.path))
  }

  /// Whether the directory can be locked, now or while somebody else holds it.
  private func isFree(_ path: String, whileHeld: Bool = false) throws -> Bool {
    if whileHeld {
      guard let held = try DirectoryLock(path) else { return false }
      let free = try isFree(path)
      _ = consume held
      return free
    }
    guard let lock = try DirectoryLock(path) else { return false }
    _ = consume lock
    return true
  }

  @Test("a directory that is not there is an error")
  func missing() {
    #expect(throws: SystemError.self) { _ = try DirectoryLock("/nonexistent/state") }
  }
}
