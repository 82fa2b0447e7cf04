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
    #expect(NodeIdentity(ofPath: identity.path) == identity)
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
