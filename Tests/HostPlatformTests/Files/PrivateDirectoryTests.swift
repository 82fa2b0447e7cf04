import Foundation
import Glibc
import HostPlatform
import Testing

@Suite("a private directory")
struct PrivateDirectoryTests {
  @Test("is made with what is missing above it, and only its owner may enter")
  func made() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/a/b/state/"
    for _ in 0..<2 { try PrivateDirectory.create(at: path) }
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o700)
  }

  @Test("that is there keeps its rights")
  func kept() throws {
    let directory = try TemporaryDirectory()
    #expect(chmod(directory.path, 0o750) == 0)
    try PrivateDirectory.create(at: directory.path)
    var status = stat()
    #expect(stat(directory.path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o750)
  }

  @Test("where a file stands is an error that names it")
  func file() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/file"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    #expect(throws: SystemError(call: "mkdir", subject: path, code: EEXIST)) {
      try PrivateDirectory.create(at: path)
    }
  }
}
