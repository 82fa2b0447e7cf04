import Glibc
import HostPlatform

/// Standard input, line by line; nil at its end.
final class InputLines {
  private var watch: Watch?
  private var pending: [UInt8] = []

  init(loop: EventLoop, _ take: @escaping (String?) -> Void) throws {
    watch = try loop.watch(STDIN_FILENO, for: .readable) { [weak self] _ in
      var buffer = [UInt8](repeating: 0, count: 1024)
      let count = read(STDIN_FILENO, &buffer, buffer.count)
      guard let self, count > 0 else {
        self?.watch?.cancel()
        return take(nil)
      }
      self.pending += buffer[..<count]
      while let end = self.pending.firstIndex(of: UInt8(ascii: "\n")) {
        let line = String(decoding: self.pending[..<end], as: UTF8.self)
        self.pending.removeFirst(end + 1)
        take(line)
      }
    }
  }
}
