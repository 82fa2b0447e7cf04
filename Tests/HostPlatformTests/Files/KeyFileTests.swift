import Cryptography
import Foundation
import Glibc
import HostPlatform
import Testing

@Suite("the key file")
struct KeyFileTests {
  private let secret = SecretBytes(copying: [1, 2, 3])

  @Test("is made once, for its owner alone, and is the same key ever after")
  func madeOnce() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/key"
    let first = try KeyFile.loadOrCreateKey(at: path)
    let second = try KeyFile.loadOrCreateKey(at: path)
    var status = stat()
    #expect(stat(path, &status) == 0)
    #expect(status.st_mode & 0o7777 == 0o600)
    #expect(status.st_size == 32)
    #expect(second.open(first.seal(secret, for: "x"), for: "x")?.matches(secret) == true)
    #expect(try FileManager.default.contentsOfDirectory(atPath: directory.path) == ["key"])
  }

  @Test("is one key for all threads that make it at the same moment")
  func madeTogether() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/key"
    let secret = secret
    let lock = NSLock()
    nonisolated(unsafe) var sealed: [[UInt8]] = []
    nonisolated(unsafe) var failures: [any Error] = []
    DispatchQueue.concurrentPerform(iterations: 8) { _ in
      do {
        let one = try KeyFile.loadOrCreateKey(at: path).seal(secret, for: "x")
        lock.withLock { sealed.append(one) }
      } catch {
        lock.withLock { failures.append(error) }
      }
    }
    let key = try KeyFile.loadOrCreateKey(at: path)
    #expect(failures.isEmpty, "\(failures)")
    #expect(sealed.count == 8)
    for one in sealed { #expect(key.open(one, for: "x")?.matches(secret) == true) }
  }

  @Test("that others may read or write is refused", arguments: [0o640, 0o604, 0o620, 0o602, 0o611, 0o777] as [mode_t])
  func readableByOthers(mode: mode_t) throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/key"
    _ = try KeyFile.loadOrCreateKey(at: path)
    #expect(chmod(path, mode) == 0)
    #expect(throws: KeyFileError.readableByOthers(path: path, mode: UInt32(mode))) {
      try KeyFile.loadOrCreateKey(at: path)
    }
  }

  @Test("that another user owns is refused", .enabled(if: geteuid() == 0, "only root can give a file away"))
  func ownedByAnother() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/key"
    _ = try KeyFile.loadOrCreateKey(at: path)
    #expect(chown(path, 65534, 65534) == 0)
    #expect(throws: KeyFileError.ownedByAnother(path: path, owner: 65534)) { try KeyFile.loadOrCreateKey(at: path) }
  }

  @Test("behind a symbolic link is refused, and none is made where the link leads")
  func link() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/key"
    #expect(symlink("elsewhere", path) == 0)
    #expect(throws: KeyFileError.notAFile(path: path)) { try KeyFile.loadOrCreateKey(at: path) }
    #expect(access(directory.path + "/elsewhere", F_OK) == -1)
  }

  @Test("that is a FIFO or a directory is refused at once")
  func noFile() throws {
    let directory = try TemporaryDirectory()
    #expect(mkfifo(directory.path + "/fifo", 0o600) == 0)
    for path in [directory.path + "/fifo", directory.path] {
      #expect(throws: KeyFileError.notAFile(path: path)) { try KeyFile.loadOrCreateKey(at: path) }
    }
  }

  @Test("of another size is refused and left as it is", arguments: [0, 31, 33])
  func wrongSize(size: Int) throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/key"
    let bytes = Data(repeating: 7, count: size)
    #expect(FileManager.default.createFile(atPath: path, contents: bytes, attributes: [.posixPermissions: 0o600]))
    #expect(throws: KeyFileError.wrongSize(path: path, size: size)) { try KeyFile.loadOrCreateKey(at: path) }
    #expect(try Data(contentsOf: URL(fileURLWithPath: path)) == bytes)
  }

  @Test("in a directory that is not there is an error that names it")
  func noDirectory() throws {
    let directory = try TemporaryDirectory()
    let path = directory.path + "/none/key"
    let error = #expect(throws: KeyFileError.self) { try KeyFile.loadOrCreateKey(at: path) }
    #expect(error?.description.contains("/none/key") == true)
  }
}
