import Cryptography
import Glibc
import HostPlatform

/// One of the standard streams, written without a buffer, so that every line is out when it is written.
final class TextSink {
  let descriptor: CInt
  /// Whether a person sees it.
  let isTerminal: Bool
  /// Whether colours are welcome: a terminal that has them, and no `NO_COLOR` (no-color.org).
  let hasColours: Bool
  /// What kept the stream from being written, the first time that happened; nothing is written after it.
  private(set) var failure: SystemError?

  init(_ descriptor: CInt) {
    self.descriptor = descriptor
    isTerminal = isatty(descriptor) == 1
    hasColours =
      isTerminal && ServiceSocket.environment("NO_COLOR") == nil && ServiceSocket.environment("TERM") != "dumb"
  }

  /// Writes text as it is. Whatever is not ours goes through `PlainText` first.
  func write(_ text: String) {
    var text = text
    text.withUTF8 { write(UnsafeRawBufferPointer($0)) }
  }

  /// Writes a secret that the user asked for.
  func write(_ secret: SecretBytes) { secret.withBytes { write($0) } }

  private func write(_ bytes: UnsafeRawBufferPointer) {
    var rest = bytes[...]
    while failure == nil && !rest.isEmpty {
      do {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        let count = try SystemError.retrying("write") { Glibc.write(descriptor, part.baseAddress, part.count) }
        rest = rest.dropFirst(count)
      } catch {
        // Somebody else may have made the stream non-blocking, and is slow to read it.
        if error.code == EAGAIN {
          var room = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&room, 1, -1)
        } else {
          failure = error
        }
      }
    }
  }
}
