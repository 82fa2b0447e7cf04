import Foundation
import Rig

/// The C extension of PyPI's cobs, in a Python of its own.
final class CobsPeer {
  private let running: Running

  /// Nil where packaging/python-venv has not made its environment.
  init?(_ frame: [UInt8], count: Int) throws {
    let python = Programs.project.appending(path: ".build/python-bench/bin/python")
    guard FileManager.default.isExecutableFile(atPath: python.path) else { return nil }
    let script = Programs.project.appending(path: "Tests/Rigs/cobs_peer.py")
    let hexadecimal = frame.dropLast().map { String(format: "%02x", $0) }.joined()
    running = try Running(python, [script.path, hexadecimal, String(count)], keepsInput: true)
    guard running.line() == "ready" else { throw BenchFailure("cobs_peer.py does not start") }
  }

  /// The CPU time of one round, in microseconds.
  func round() throws -> Double {
    try running.tell("go")
    guard let seconds = running.line().flatMap(Double.init) else { throw BenchFailure("cobs_peer.py left") }
    return seconds * 1e6
  }
}
