import Foundation
import HostPlatform
import Testing

@testable import LinuxDevices

@Suite("A node's watcher", .timeLimit(.minutes(15)))
struct NodeWatcherTests {
  /// Runs the loop until `body`'s doing has been told, or everything that was waiting has been looked at.
  private func turns(of loop: EventLoop, _ count: Int = 3) throws {
    @Sendable func turn(_ rest: Int) { if rest == 0 { loop.stop() } else { loop.perform { turn(rest - 1) } } }
    turn(count)
    try loop.run()
  }

  @Test("closing by somebody and a change of rights are told; opening, and what follows the end of the watch, are not")
  func closing() throws {
    let loop = try EventLoop()
    let watcher = try NodeWatcher(loop: loop)
    let terminal = try PseudoTerminal()
    nonisolated(unsafe) var told = 0
    var node = watcher.watch(terminal.path) { told += 1 }
    #expect(node != nil)
    let holder = open(terminal.path, O_RDWR | O_NOCTTY | O_CLOEXEC)
    try turns(of: loop)
    #expect(told == 0)
    close(holder)
    try turns(of: loop)
    #expect(told == 1)
    chmod(terminal.path, 0o600)
    try turns(of: loop)
    #expect(told == 2)
    node = nil
    #expect(watcher.watchedNodes == 0)
    close(open(terminal.path, O_RDWR | O_NOCTTY | O_CLOEXEC))
    try turns(of: loop)
    #expect(told == 2)
    #expect(watcher.watch("/nowhere/at/all") {} == nil)
  }

  @Test("two watches of one node are both told, and end one by one")
  func shared() throws {
    let loop = try EventLoop()
    let watcher = try NodeWatcher(loop: loop)
    let terminal = try PseudoTerminal()
    nonisolated(unsafe) var told = [0, 0]
    let first = watcher.watch(terminal.path) { told[0] += 1 }
    var second = watcher.watch(terminal.path) { told[1] += 1 }
    #expect(second != nil && watcher.watchedNodes == 1)
    second = nil
    close(open(terminal.path, O_RDWR | O_NOCTTY | O_CLOEXEC))
    try turns(of: loop)
    #expect(told == [1, 0])
    withExtendedLifetime(first) {}
  }
}
