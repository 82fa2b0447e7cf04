internal import CLibFuzzer
import Glibc

/// What is done with each input. A C callback cannot capture, so it waits here; set once, before the driver starts.
private nonisolated(unsafe) var handler: @Sendable (UnsafeRawBufferPointer) -> Void = { _ in }

/// Hands input after input to `body`, which traps where something does not hold, and ends the process with libFuzzer's
/// status. The command line's arguments are libFuzzer's.
public func fuzz(_ body: @escaping @Sendable (UnsafeRawBufferPointer) -> Void) -> Never {
  handler = body
  var count = CommandLine.argc
  var arguments: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>? = CommandLine.unsafeArgv
  let status = LLVMFuzzerRunDriver(&count, &arguments) { bytes, count in
    handler(UnsafeRawBufferPointer(start: bytes, count: count))
    return 0
  }
  exit(status)
}
