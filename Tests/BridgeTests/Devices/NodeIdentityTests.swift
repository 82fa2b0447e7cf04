import Foundation
import Rig
import Testing

@testable import Bridge

@Suite("What a path means")
struct NodeIdentityTests {
  @Test("a link means its target, and the same node twice is the same")
  func links() throws {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("keypad"))
    let identity = try #require(NodeIdentity(ofPath: keypad.path))
    #expect(identity.path.hasPrefix("/dev/pts/"))
    #expect(NodeIdentity(ofPath: keypad.path) == identity)
    #expect(NodeIdentity(ofPath: identity.path)?.path == identity.path)
  }

  @Test("a pty behind a link is stale until the link is made anew, whatever its number leads to by then")
  func staleLinks() throws {
    let folder = try Folder()
    let first = try Keypad(at: folder.file("first"))
    let second = try Keypad(at: folder.file("second"))
    let link = folder.file("link")
    symlink(try #require(NodeIdentity(ofPath: first.path)).path, link)
    let before = try #require(NodeIdentity(ofPath: link))
    #expect(before.isStale(after: before))

    // The same link with another node behind it, as when the pty's number has gone to somebody else.
    unlink(first.path)
    symlink(try #require(NodeIdentity(ofPath: second.path)).path, first.path)
    let other = try #require(NodeIdentity(ofPath: second.path))
    #expect(!other.isStale(after: before))

    unlink(link)
    symlink(before.path, link)
    #expect(try !#require(NodeIdentity(ofPath: link)).isStale(after: before))
  }

  @Test("a path that leads nowhere means nothing, unplugged devices included")
  func nowhere() throws {
    let folder = try Folder()
    #expect(NodeIdentity(ofPath: folder.file("nothing")) == nil)
    let keypad = try Keypad(at: folder.file("keypad"))
    keypad.unplug()
    #expect(NodeIdentity(ofPath: keypad.path) == nil)
  }
}
