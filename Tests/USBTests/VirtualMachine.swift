import Foundation
import Rig
import Testing

/// The virtual machine of `Tests/Rigs/vm`, booted once for all tests: the first that asks for a case's result waits
/// until all cases have run.
enum VirtualMachine {
  /// How one case ended.
  struct Result {
    var passed: Bool
    var output: String
  }

  /// How the machine's whole run ended.
  struct Run {
    var results: [String: Result] = [:]
    /// Why there can be no machine here, if there cannot.
    var absence: String?
    /// The status of the run and what was said about it.
    var ending = ""
  }

  /// The statuses of `Tests/Rigs/vm/boot`.
  private static let skipped: Int32 = 77

  static let run: Run = {
    let start = ContinuousClock.now
    var run = Run()
    do {
      let ended = try boot()
      for result in ended.objects {
        guard let name = result["case"] as? String, let passed = result["passed"] as? Bool else { continue }
        run.results[name] = Result(passed: passed, output: result["output"] as? String ?? "")
      }
      run.ending = "status \(ended.status): \(ended.errors)"
      if ended.status == skipped { run.absence = ended.errors.trimmingCharacters(in: .whitespacesAndNewlines) }
    } catch {
      run.ending = "\(error)"
    }
    if let absence = run.absence {
      print("USB tests: skipped: \(absence)")
    } else {
      let passed = run.results.values.count(where: \.passed)
      print(
        "USB tests: \(run.results.count) cases ran under Debian's kernel, \(passed) passed, "
          + "\((ContinuousClock.now - start).components.seconds) s with the boot")
    }
    return run
  }()

  /// The test's result is the case's; where there can be no machine the test is skipped, and says why.
  static func expect(_ name: GuestCase, sourceLocation: SourceLocation = #_sourceLocation) throws {
    try cancelIfAbsent(sourceLocation)
    let result = try #require(
      run.results[name.rawValue], "the machine ended before \(name.rawValue): \(run.ending)",
      sourceLocation: sourceLocation)
    #expect(result.passed, "\(result.output)", sourceLocation: sourceLocation)
  }

  static func cancelIfAbsent(_ sourceLocation: SourceLocation = #_sourceLocation) throws {
    guard let absence = run.absence else { return }
    try Test.cancel("\(absence)", sourceLocation: sourceLocation)
  }

  private static func boot() throws -> Finished {
    let process = Process()
    let output = Pipe()
    let errors = try Folder()
    let errorFile = errors.file("errors")
    _ = FileManager.default.createFile(atPath: errorFile, contents: nil)
    process.executableURL = Programs.project.appending(path: "Tests/Rigs/vm/boot")
    process.arguments = [Programs.folder.appending(path: "usb-cases").path]
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = FileHandle(forWritingAtPath: errorFile)
    try process.run()
    let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    process.waitUntilExit()
    return Finished(
      status: process.terminationStatus, output: text, errors: try String(contentsOfFile: errorFile, encoding: .utf8))
  }
}
