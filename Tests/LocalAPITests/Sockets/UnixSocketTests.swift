import Foundation
import Glibc
import HostPlatform
import Testing

@testable import LocalAPI

@Suite("The Unix socket", .timeLimit(.minutes(15)))
struct UnixSocketTests {
  private let folder = URL(filePath: "/tmp/keyport-socket-\(UUID().uuidString.prefix(8))")

  init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

  private func mode(_ path: String) -> mode_t? {
    var status = stat()
    return lstat(path, &status) == 0 ? status.st_mode & 0o7777 : nil
  }

  private func refusal(at path: String) -> ListenError? {
    do throws(ListenError) {
      _ = try UnixSocket.listen(path: path)
      return nil
    } catch {
      return error
    }
  }

  @Test("it is there for owner and group alone, and gone with its owner")
  func mode() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "s").path
    do {
      let socket = try UnixSocket.listen(path: path)
      #expect(mode(path) == 0o660)
      #expect(socket.descriptor.rawValue >= 0)
      _ = try RawClient(unix: path)
    }
    #expect(mode(path) == nil)
  }

  @Test("a dead daemon's socket gives way")
  func stale() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "s").path
    try leaveDeadSocket(at: path)
    #expect(mode(path) != nil)
    let socket = try UnixSocket.listen(path: path)
    #expect(mode(path) == 0o660)
    _ = try RawClient(unix: path)
    _ = consume socket
  }

  /// What a daemon that was killed leaves behind.
  private func leaveDeadSocket(at path: String) throws {
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: Array(path.utf8)) }
    let dead = OwnedFileDescriptor(adopting: socket(AF_UNIX, CInt(SOCK_STREAM.rawValue), 0))
    let bound = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(dead.rawValue, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    try #require(bound == 0)
  }

  @Test("a live daemon's socket does not")
  func live() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "s").path
    let socket = try UnixSocket.listen(path: path)
    #expect(refusal(at: path) == .inUse(path: path))
    _ = try RawClient(unix: path)
    _ = consume socket
  }

  @Test("what is no socket stays as it is")
  func file() throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "notes").path
    try Data("dear diary".utf8).write(to: URL(filePath: path))
    #expect(refusal(at: path) == .notASocket(path: path))
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "dear diary")
    symlink("/etc/passwd", folder.appending(path: "link").path)
    #expect(refusal(at: folder.appending(path: "link").path) == .notASocket(path: folder.appending(path: "link").path))
  }

  @Test("a path that does not fit, or has no folder, is refused")
  func badPaths() {
    defer { try? FileManager.default.removeItem(at: folder) }
    let long = folder.path + "/" + String(repeating: "x", count: 108 - folder.path.utf8.count)
    #expect(refusal(at: long) == .pathTooLong(path: long))
    #expect(refusal(at: "") == .pathTooLong(path: ""))
    let lost = folder.appending(path: "none/s").path
    #expect(refusal(at: lost) == .system(SystemError(call: "bind", subject: lost, code: ENOENT)))
  }

  @Test("roles go by the peer's user number")
  func roles() throws {
    let rig = try ServerRig()
    defer { rig.stop() }
    #expect(rig.onLoop { $0.role(of: 0) } == .operator)
    #expect(rig.onLoop { $0.role(of: getuid()) } == .operator)
    #expect(rig.onLoop { $0.role(of: 54_321) } == .kiosk)
    #expect(rig.onLoop { $0.role(of: .max) } == .kiosk)
    #expect(rig.onLoop { $0.role(of: nil) } == .kiosk)
  }
}
