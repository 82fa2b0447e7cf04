import Foundation
import Glibc
import HostPlatform
import Testing

@testable import LinuxDevices

@Suite("watching a path")
struct PathWatcherTests {
  private let loop: EventLoop
  private let watcher: PathWatcher
  private let directory: TemporaryDirectory

  init() throws {
    loop = try EventLoop()
    watcher = try PathWatcher(loop: loop)
    directory = try TemporaryDirectory()
  }

  /// Runs the loop until it would sleep: what inotify has to tell is there when the call that caused it returns.
  private func settle() throws {
    var turns = 3
    func again() {
      turns -= 1
      if turns == 0 { loop.stop() } else { loop.schedule(at: loop.now) { again() } }
    }
    loop.schedule(at: loop.now) { again() }
    try loop.run()
  }

  @Test("tells when it appears, its rights change, it goes and it comes back")
  func life() throws {
    let path = directory.path + "/keypad"
    var changes = 0
    let watched = watcher.watch(path) { changes += 1 }
    let steps: [() -> Bool] = [
      { FileManager.default.createFile(atPath: path, contents: nil) }, { chmod(path, 0o640) == 0 },
      { unlink(path) == 0 }, { mkfifo(path, 0o600) == 0 }, { rename(path, path + ".old") == 0 },
      { rename(path + ".old", path) == 0 },
    ]
    for (index, step) in steps.enumerated() {
      #expect(step())
      try settle()
      #expect(changes == index + 1, "step \(index)")
    }
    watched.cancel()
  }

  @Test("tells of each directory on the way that appears, in whatever order")
  func deep() throws {
    let path = directory.path + "/a/b/c/keypad"
    var changes = 0
    let watched = watcher.watch(path) { changes += 1 }
    for part in ["/a", "/a/b", "/a/b/c"] {
      #expect(mkdir(directory.path + part, 0o700) == 0)
      try settle()
    }
    #expect(changes == 3)
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    try settle()
    #expect(changes == 4)
    // The whole way goes and comes back at once; the watch has to find it again.
    try FileManager.default.removeItem(atPath: directory.path + "/a")
    try FileManager.default.createDirectory(atPath: directory.path + "/a/b/c", withIntermediateDirectories: true)
    try settle()
    let before = changes
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    try settle()
    #expect(changes == before + 1)
    watched.cancel()
  }

  @Test("does not tell of other names in the same directory, nor of reading, writing and opening")
  func others() throws {
    let path = directory.path + "/keypad"
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    var changes = 0
    let watched = watcher.watch(path) { changes += 1 }
    #expect(FileManager.default.createFile(atPath: directory.path + "/other", contents: nil))
    #expect(chmod(directory.path + "/other", 0o600) == 0)
    let file = open(path, O_RDWR)
    #expect(write(file, "x", 1) == 1)
    close(file)
    try settle()
    #expect(changes == 0)
    watched.cancel()
  }

  @Test("follows a link to a pty: told when the link's target comes back under its number")
  func pty() throws {
    let link = directory.path + "/keypad"
    var pty: PseudoTerminal? = try PseudoTerminal()
    let target = try #require(pty?.path)
    #expect(symlink(target, link) == 0)
    var seen: [Bool] = []
    let watched = watcher.watch(link) { seen.append(access(link, F_OK) == 0) }
    pty = nil
    try settle()
    #expect(seen.contains(false))
    seen = []
    // The lowest free number is given out first; other tests' ptys may be in between.
    var others: [PseudoTerminal] = []
    while access(target, F_OK) != 0 { others.append(try PseudoTerminal()) }
    try settle()
    #expect(seen.contains(true))
    watched.cancel()
  }

  @Test("tells when the link is made, and when it is made to lead elsewhere")
  func relinked() throws {
    let link = directory.path + "/keypad"
    var changes = 0
    let watched = watcher.watch(link) { changes += 1 }
    #expect(symlink("one", link) == 0)
    try settle()
    #expect(changes == 1)
    #expect(symlink("two", link + ".new") == 0)
    #expect(rename(link + ".new", link) == 0)
    try settle()
    #expect(changes == 2)
    #expect(FileManager.default.createFile(atPath: directory.path + "/one", contents: nil))
    try settle()
    #expect(changes == 2)
    #expect(FileManager.default.createFile(atPath: directory.path + "/two", contents: nil))
    try settle()
    #expect(changes == 3)
    watched.cancel()
  }

  @Test("tells each of two watchers of one path, and only them")
  func shared() throws {
    let path = directory.path + "/keypad"
    var changes = [0, 0, 0]
    let one = watcher.watch(path) { changes[0] += 1 }
    let two = watcher.watch(path) { changes[1] += 1 }
    let other = watcher.watch(directory.path + "/other") { changes[2] += 1 }
    one.cancel()
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    try settle()
    #expect(changes == [0, 1, 0])
    two.cancel()
    other.cancel()
  }

  @Test("leaves nothing behind when it is cancelled or released")
  func leavesNothing() throws {
    let path = directory.path + "/keypad"
    var changes = 0
    do {
      let cancelled = watcher.watch(path) { changes += 1 }
      cancelled.cancel()
      let released = watcher.watch(path) { changes += 1 }
      withExtendedLifetime(released) {}
    }
    #expect(watcher.watchedDirectories == 0)
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    try settle()
    #expect(changes == 0)
  }

  @Test("tells when so much happened that the kernel dropped the rest")
  func overflow() throws {
    let path = directory.path + "/keypad"
    let limit = try String(contentsOfFile: "/proc/sys/fs/inotify/max_queued_events", encoding: .utf8)
    let events = try #require(Int(limit.trimmingCharacters(in: .whitespacesAndNewlines)))
    var changes = 0
    let watched = watcher.watch(path) { changes += 1 }
    // Two names by turns, since equal events in a row count as one.
    for _ in 0...(events / 4) {
      for name in ["/x", "/y"] {
        close(open(directory.path + name, O_CREAT | O_WRONLY, 0o600))
        unlink(directory.path + name)
      }
    }
    #expect(FileManager.default.createFile(atPath: path, contents: nil))
    while changes == 0 { try settle() }
    watched.cancel()
  }
}
