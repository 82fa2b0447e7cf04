import Foundation
import Rig
import Testing

struct FilesTests {
  static let python = URL(filePath: "/usr/bin/python3")
  static let hasSchemas = (try? Finished.run(python, ["-c", "import jsonschema"]))?.status == 0

  @Test(
    "every table and vector file keeps to its schema, counts itself, and says nothing twice",
    .enabled(if: hasSchemas, "python3-jsonschema is not there"))
  func lint() throws {
    let lint = try Finished.run(Self.python, [FirmwareSpec.path("lint.py")])
    #expect(lint.status == 0, "\(lint.output)\(lint.errors)")
  }

  @Test(
    "the vectors and captures are what their scripts make",
    arguments: ["vectors/make_vectors.py", "captures/keyport-keypad/make_captures.py"])
  func generated(_ script: String) throws {
    let made = try Finished.run(Self.python, [FirmwareSpec.path(script), "--check"])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
  }

  @Test(
    "the transcripts are what their script makes",
    .enabled(if: PythonEnvironment.isReady, Comment(rawValue: PythonEnvironment.reason)))
  func transcripts() throws {
    let script = FirmwareSpec.path("transcripts/make_transcripts.py")
    let made = try Finished.run(PythonEnvironment.program, [script, "--check"])
    #expect(made.status == 0, "\(made.output)\(made.errors)")
  }
}
