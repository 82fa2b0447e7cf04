import Foundation

/// What `bench.json` holds.
struct Report: Codable {
  var schema = "keyport-bench-1"
  var date = ISO8601DateFormatter().string(from: Date())
  var processors = ProcessInfo.processInfo.activeProcessorCount
  var figures: [Figure]

  init(figures: [Figure]) { self.figures = figures }
}
