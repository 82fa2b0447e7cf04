import Foundation
import Rig

/// Measures Keyport beside its peers in one run, prints one table and writes `bench.json`. It judges nothing: ratios
/// stand beside their targets, and a peer that is not installed is said to be missing.
///
///     keyport-bench [FILE [GROUP...]]      groups: verification, protocol, latency, plug, start, idle, firmware
@main
enum Main {
  static func main() throws {
    let arguments = CommandLine.arguments.dropFirst()
    let groups: [(name: String, run: () throws -> [Figure])] = [
      ("verification", VerificationBench.run), ("protocol", ProtocolBench.run), ("latency", LatencyBench.run),
      ("plug", PlugBench.run), ("start", StartBench.run), ("idle", IdleBench.run), ("firmware", FirmwareBench.run),
    ]
    let wanted = arguments.dropFirst()
    var figures: [Figure] = []
    for group in groups where wanted.isEmpty || wanted.contains(group.name) {
      FileHandle.standardError.write(Data("measuring \(group.name)\n".utf8))
      figures += try group.run()
    }
    print(Table.text(of: figures))
    let file = arguments.first ?? "bench.json"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
    try encoder.encode(Report(figures: figures)).write(to: URL(filePath: file))
    print("written to \(file)")
  }
}
