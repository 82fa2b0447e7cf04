import Glibc
import HostPlatform

/// A pipe whose ends close when it goes.
struct TestPipe: ~Copyable {
  let reader: OwnedFileDescriptor
  let writer: OwnedFileDescriptor

  init() throws {
    var ends: [CInt] = [0, 0]
    guard pipe(&ends) == 0 else { throw SystemError(call: "pipe") }
    for end in ends { _ = fcntl(end, F_SETFL, fcntl(end, F_GETFL) | O_NONBLOCK) }
    reader = OwnedFileDescriptor(adopting: ends[0])
    writer = OwnedFileDescriptor(adopting: ends[1])
  }

  borrowing func write(_ text: String) throws {
    let bytes = Array(text.utf8)
    let written = try bytes.withUnsafeBytes { try writer.write($0) }
    precondition(written == bytes.count)
  }
}
