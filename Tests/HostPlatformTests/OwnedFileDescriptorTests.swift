import Glibc
import HostPlatform
import Testing

@Suite("an owned descriptor")
struct OwnedFileDescriptorTests {
  @Test("is closed when its owner goes, and not inherited by programs")
  func owned() throws {
    var number: CInt = -1
    do {
      let file = try OwnedFileDescriptor.open("/dev/null", O_RDWR)
      number = file.rawValue
      #expect(fcntl(number, F_GETFD) & FD_CLOEXEC != 0)
      // A number that no other test's descriptor takes meanwhile.
      let high = fcntl(number, F_DUPFD_CLOEXEC, 900)
      number = high
      _ = OwnedFileDescriptor(adopting: high)
    }
    #expect(fcntl(number, F_GETFD) == -1)
  }

  @Test("says what could not be opened and why")
  func missing() {
    #expect(throws: SystemError(call: "open", subject: "/nonexistent/x", code: ENOENT)) {
      _ = try OwnedFileDescriptor.open("/nonexistent/x", O_RDONLY).rawValue
    }
    #expect(
      SystemError(call: "open", subject: "/nonexistent/x", code: ENOENT).description
        == "open /nonexistent/x: No such file or directory")
  }

  @Test("tells an empty pipe, which is nil, from an ended one, which is 0")
  func emptyAndEnded() throws {
    var ends: [CInt] = [0, 0]
    #expect(pipe(&ends) == 0)
    let reader = OwnedFileDescriptor(adopting: ends[0])
    _ = fcntl(ends[0], F_SETFL, O_NONBLOCK)
    var bytes = [UInt8](repeating: 0, count: 8)
    #expect(try bytes.withUnsafeMutableBytes { try reader.read(into: $0) } == nil)
    close(ends[1])
    #expect(try bytes.withUnsafeMutableBytes { try reader.read(into: $0) } == 0)
  }
}
