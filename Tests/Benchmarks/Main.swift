import Foundation
import Rig

/// Measures Keyport beside its peers in one run, prints one table and writes `bench.json`. It judges nothing: ratios
/// stand beside their targets, and a peer that is not installed is said to be missing.
@main
enum Main {
  static func main() throws {
    var figures: [Figure] = []
    figures += try VerificationBench.run()
    figures += try LatencyBench.run()
    figures += try StartBench.run()
    figures += try IdleBench.run()
    print(Table.text(of: figures))
    let file = CommandLine.arguments.count > 1 ? CommandLine.arguments[1] : "bench.json"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(Report(figures: figures)).write(to: URL(filePath: file))
    print("written to \(file)")
  }
}
