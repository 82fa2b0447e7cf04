internal import CLibFuzzer
import Glibc

/// What is done with each input. A C callback cannot capture, so it waits here; set once, before the driver starts.
private nonisolated(unsafe) var handler: @Sendable (UnsafeRawBufferPointer) -> Void = { _ in }

/// Hands input after input to `body`, which traps where something does not hold, and ends the process with libFuzzer's
/// status. The command line's arguments are libFuzzer's.
/// - Parameter longest: how much of an input is taken, where more would only take more time.
public func fuzz(longest: Int = .max, _ body: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) -> Never {
  handler = { body(UnsafeRawBufferPointer(rebasing: $0.prefix(longest))) }
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
    handler(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
  }
  exit(status)
}
