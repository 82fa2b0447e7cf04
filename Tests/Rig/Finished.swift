import Foundation

/// A program that has run to its end.
package struct Finished {
  package var status: Int32
  package var output: String
  package var errors: String

  package init(status: Int32, output: String, errors: String) {
    self.status = status
    self.output = output
    self.errors = errors
  }

  /// Runs a program to its end.
  package static func run(
    _ program: URL, _ arguments: [String], input: String? = nil, environment: [String: String] = [:]
  ) throws -> Finished {
    let running = try Running(program, arguments, input: input, environment: environment)
    return running.finish()
  }

  /// The last line of the output as a JSON object.
  package var lastObject: [String: Any]? {
    guard let line = output.split(separator: "\n").last else { return nil }
    return try? JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
  }

  /// Every line of the output as a JSON object.
  package var objects: [[String: Any]] {
    output.split(separator: "\n").compactMap {
      try? JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any]
    }
  }
}
