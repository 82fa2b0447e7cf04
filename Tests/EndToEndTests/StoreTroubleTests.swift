import Foundation
import Rig
import Testing

@Suite("A store in trouble refuses logins and says why", .timeLimit(.minutes(15)))
struct StoreTroubleTests {
  static let key = "3132333435363738393031323334353637383930"

  /// A state folder with one account and its token, of a daemon that has ended.
  private func prepared() throws -> Folder {
    let folder = try Folder()
    let daemon = try Daemon(in: folder)
    #expect(try daemon.keyport("account", "add", "alice").status == 0)
    #expect(try daemon.keyport("enrol", "alice", "--key", "hex:\(Self.key)", "--counter", "0").status == 0)
    #expect(daemon.stop().status == 0)
    return folder
  }

  private func expectRefusal(in folder: Folder, mentioning words: String) throws {
    let daemon = try Daemon(in: folder)
    let code = try Oathtool.hotp(Self.key, counter: 0)
    let login = try daemon.keyport("--json", "login", "alice", "--code", code)
    #expect(login.status == 3, "\(login.output)")
    #expect(login.lastObject?["outcome"] as? String == "error")
    let told = "\(login.output)\(login.errors)"
    #expect(told.contains(words), "\(told)")
    #expect(try daemon.keyport("status").status == 0, "the daemon goes on")
    let log = daemon.stop()
    #expect(log.status == 0)
    #expect(!log.errors.contains(code))
  }

  @Test("and one daemon alone may have it")
  func oneDaemon() throws {
    let folder = try Folder()
    let daemon = try Daemon(in: folder)
    let second = try Finished.run(
      Programs.keyportd, ["--state", folder.file("state"), "--socket", folder.file("second.sock")])
    #expect(second.status == 1)
    #expect(second.errors.contains("another keyportd uses the state"), "\(second.errors)")
    #expect(daemon.stop().status == 0)
  }

  @Test("when its file is no database")
  func notADatabase() throws {
    let folder = try prepared()
    try Data(repeating: 0x5A, count: 20_000).write(to: URL(filePath: folder.file("state/keyport.db")))
    for rest in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: folder.file("state/keyport.db\(rest)")) }
    try expectRefusal(in: folder, mentioning: "database")
  }

  @Test("when its key is another")
  func anotherKey() throws {
    let folder = try prepared()
    try Data(repeating: 7, count: 32).write(to: URL(filePath: folder.file("state/store.key")))
    try expectRefusal(in: folder, mentioning: "does not open with this key")
  }

  @Test("when its folder may not be written")
  func readOnly() throws {
    let folder = try prepared()
    let database = folder.file("state/keyport.db")
    // Root writes through any mode; a mount that may not be written stops root too.
    func mount(_ arguments: String...) throws {
      let finished = try Finished.run(URL(filePath: "/usr/bin/env"), arguments + [folder.file("state")])
      #expect(finished.status == 0, "\(finished.errors)")
    }
    if geteuid() == 0 {
      try mount("mount", "--bind", folder.file("state"))
      try mount("mount", "-o", "remount,bind,ro")
    } else {
      try FileManager.default.setAttributes([.posixPermissions: 0o400], ofItemAtPath: database)
      try FileManager.default.setAttributes([.posixPermissions: 0o500], ofItemAtPath: folder.file("state"))
    }
    defer {
      if geteuid() == 0 { try? mount("umount") }
      try? FileManager.default.setAttributes([.posixPermissions: 0o700], ofItemAtPath: folder.file("state"))
    }
    try expectRefusal(in: folder, mentioning: "read-only")
  }

  @Test(
    "when its disk is full, and nothing is half-written",
    .enabled(if: geteuid() == 0, "only root may mount a small file system"))
  func diskFull() throws {
    let folder = try prepared()
    let small = folder.file("small")
    try FileManager.default.createDirectory(atPath: small, withIntermediateDirectories: true)
    let mounted = try Finished.run(
      URL(filePath: "/usr/bin/env"), ["mount", "-t", "tmpfs", "-o", "size=400k", "tmpfs", small])
    #expect(mounted.status == 0, "\(mounted.errors)")
    defer { _ = try? Finished.run(URL(filePath: "/usr/bin/env"), ["umount", small]) }
    for file in ["keyport.db", "store.key"] {
      try FileManager.default.copyItem(atPath: folder.file("state/\(file)"), toPath: "\(small)/\(file)")
    }
    // What is left of it is filled to the last page.
    _ = try Finished.run(URL(filePath: "/bin/dd"), ["if=/dev/zero", "of=\(small)/filler", "bs=1k"])
    try FileManager.default.removeItem(atPath: folder.file("state"))
    try FileManager.default.createSymbolicLink(atPath: folder.file("state"), withDestinationPath: small)
    try expectRefusal(in: folder, mentioning: "full")
    try FileManager.default.removeItem(atPath: "\(small)/filler")

    let daemon = try Daemon(in: folder)
    let code = try Oathtool.hotp(Self.key, counter: 0)
    #expect(
      try daemon.keyport("login", "alice", "--code", code).status == 0, "the code was not spent while the disk was full"
    )
    daemon.stop()
  }
}
