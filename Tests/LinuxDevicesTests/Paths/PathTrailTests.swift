import Foundation
import Glibc
import Testing

@testable import LinuxDevices

@Suite("a path's trail")
struct PathTrailTests {
  private func trail(_ path: String, in directory: TemporaryDirectory) -> [String] {
    PathTrail(path).entries.map { "\($0.directory)/\($0.name)".replacingOccurrences(of: directory.path, with: "~") }
  }

  @Test("is its last name where it is there, or the first name that is not")
  func plain() throws {
    let directory = try TemporaryDirectory()
    #expect(mkdir(directory.path + "/a", 0o700) == 0)
    #expect(trail(directory.path + "/a", in: directory) == ["~/a"])
    #expect(trail(directory.path + "/a/b/c", in: directory) == ["~/a/b"])
    #expect(trail(directory.path + "/a/../a/./b", in: directory) == ["~/a/b"])
  }

  @Test("has the symbolic links on the way, those to directories too, and ends where they lead")
  func links() throws {
    let directory = try TemporaryDirectory()
    #expect(mkdir(directory.path + "/real", 0o700) == 0)
    #expect(symlink("real", directory.path + "/link") == 0)
    #expect(symlink("../gone/keypad", directory.path + "/real/keypad") == 0)
    #expect(trail(directory.path + "/link/keypad", in: directory) == ["~/link", "~/real/keypad", "~/gone"])
    #expect(symlink(directory.path + "/real/keypad", directory.path + "/absolute") == 0)
    #expect(trail(directory.path + "/absolute", in: directory) == ["~/absolute", "~/real/keypad", "~/gone"])
  }

  @Test("of links that lead in a circle has an end")
  func circle() throws {
    let directory = try TemporaryDirectory()
    #expect(symlink("b", directory.path + "/a") == 0)
    #expect(symlink("a", directory.path + "/b") == 0)
    #expect(Set(trail(directory.path + "/a", in: directory)) == ["~/a", "~/b"])
  }
}
