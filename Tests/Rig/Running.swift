import Foundation

/// A program that runs beside the test. Its output is read line by line as the test asks for it, its errors gathered.
package final class Running: @unchecked Sendable {
  package let process = Process()
  private let output = Pipe()
  private let errors = Pipe()
  private let standardInput = Pipe()
  private var buffered = Data()
  private let gathered = Gathered()

  /// What arrived on standard error, filled by a thread of its own so that the program never waits for us.
  private final class Gathered: @unchecked Sendable {
    private let lock = NSLock()
    private var data = Data()
    private let done = DispatchSemaphore(value: 0)

    func read(_ handle: FileHandle) {
      Thread.detachNewThread { [self] in
        while case let chunk = handle.availableData, !chunk.isEmpty { lock.withLock { data.append(chunk) } }
        done.signal()
      }
    }

    func whole() -> String {
      done.wait()
      done.signal()
      return lock.withLock { String(decoding: data, as: UTF8.self) }
    }
  }

  /// - Parameter keepsInput: whether its standard input stays open for `tell`.
  package init(
    _ program: URL, _ arguments: [String], input: String? = nil, keepsInput: Bool = false,
    environment: [String: String] = [:]
  ) throws {
    process.executableURL = program
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    process.standardInput = standardInput
    var variables = ProcessInfo.processInfo.environment.filter { !$0.key.hasPrefix("KEYPORT_") }
    variables.merge(environment) { _, new in new }
    process.environment = variables
    try process.run()
    if let input { try standardInput.fileHandleForWriting.write(contentsOf: Data(input.utf8)) }
    if !keepsInput { try standardInput.fileHandleForWriting.close() }
    gathered.read(errors.fileHandleForReading)
  }

  deinit { if process.isRunning { process.terminate() } }

  /// How long a line is waited for before the wait itself is the failure: a guard against hanging, not a measure.
  package static let patience: Int32 = 30_000

  /// The next line of output; nil at its end, or when none comes for `patience` milliseconds.
  package func line() -> String? {
    while true {
      if let end = buffered.firstIndex(of: 0x0A) {
        let line = String(decoding: buffered[buffered.startIndex..<end], as: UTF8.self)
        buffered.removeSubrange(buffered.startIndex...end)
        return line
      }
      var poll = pollfd(fd: output.fileHandleForReading.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard Foundation.poll(&poll, 1, Self.patience) > 0 else { return nil }
      let chunk = output.fileHandleForReading.availableData
      if chunk.isEmpty { return nil }
      buffered.append(chunk)
    }
  }

  /// The next line that is a JSON object for which `matches` holds; nil at the output's end.
  package func object(where matches: ([String: Any]) -> Bool) -> [String: Any]? {
    while let line = line() {
      guard let object = try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any] else { continue }
      if matches(object) { return object }
    }
    return nil
  }

  /// Writes a line to its standard input.
  package func tell(_ line: String) throws {
    try standardInput.fileHandleForWriting.write(contentsOf: Data((line + "\n").utf8))
  }

  package func interrupt() { process.interrupt() }

  /// Reads the rest, waits for the end.
  package func finish() -> Finished {
    var rest = ""
    while let line = line() { rest += line + "\n" }
    rest += String(decoding: buffered, as: UTF8.self)
    process.waitUntilExit()
    let status = process.terminationReason == .exit ? process.terminationStatus : 128 + process.terminationStatus
    return Finished(status: status, output: rest, errors: gathered.whole())
  }
}
