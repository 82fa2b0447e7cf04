import Foundation
import Rig

/// What an idle daemon costs: memory by library, and wakeups.
enum IdleBench {
  static func run() throws -> [Figure] {
    let folder = try Folder()
    let keypad = try Keypad(at: folder.file("keypad"))
    let daemon = try Daemon(["--device", keypad.path], in: folder, configuration: "log: warning\n")
    defer { daemon.stop() }
    guard let events = SocketClient(unix: daemon.socket) else { throw POSIXError(.ECONNREFUSED) }
    events.send("GET /v1/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
    events.receive(until: "\r\n\r\n")
    let process = daemon.running.process.processIdentifier
    let gpsd = Gpsd.isInstalled ? try Gpsd.start(device: nil) : nil
    if let gpsd { try Gpsd.connect(to: gpsd).receive(until: "VERSION") }
    let pcscd = Pcscd.isInstalled && geteuid() == 0 ? try Pcscd.start() : nil
    defer { for peer in [gpsd, pcscd] { peer?.process.terminate() } }
    usleep(500_000)
    let processes = [process] + [gpsd, pcscd].map { $0?.process.processIdentifier ?? 0 }
    let before = processes.map { switches(of: $0) }
    usleep(10_000_000)
    let wakeups = zip(processes.map { switches(of: $0) }, before).map { Double($0 - $1) }
    let shares = proportionalShares(of: process)
    let totals = processes.map { Double(proportionalShares(of: $0).values.reduce(0, +)) / 1024 }
    let wakeupsName = "wakeups in 10 s idle, one keypad and one event stream"
    var figures: [Figure] = [
      Figure(
        name: wakeupsName, unit: "", ours: wakeups[0], peerName: "gpsd", peer: gpsd.map { _ in wakeups[1] },
        target: "0",
        met: wakeups[0] == 0, note: nil),
      Figure(
        name: wakeupsName, unit: "", ours: wakeups[0], peerName: "pcscd", peer: pcscd.map { _ in wakeups[2] },
        target: nil,
        met: nil, note: nil),
      Figure(
        name: "idle Pss", unit: "MB", ours: totals[0], peerName: "gpsd", peer: gpsd.map { _ in totals[1] },
        target: "≤ 12 MB", met: totals[0] <= 12, note: nil),
      Figure(
        name: "idle Pss", unit: "MB", ours: totals[0], peerName: "pcscd", peer: pcscd.map { _ in totals[2] },
        target: nil,
        met: nil, note: nil),
    ]
    for (file, share) in shares.sorted(by: { $0.value > $1.value }) where share >= 64 {
      figures.append(
        Figure(
          name: "  of it \(file)", unit: "kB", ours: Double(share), peerName: nil, peer: nil, target: nil, met: nil,
          note: nil))
    }
    return figures
  }

  /// Voluntary and forced context switches of all the process's threads: each is one wakeup.
  private static func switches(of process: Int32) -> Int {
    var sum = 0
    for task in (try? FileManager.default.contentsOfDirectory(atPath: "/proc/\(process)/task")) ?? [] {
      let status = (try? String(contentsOfFile: "/proc/\(process)/task/\(task)/status", encoding: .utf8)) ?? ""
      for line in status.split(separator: "\n") where line.contains("ctxt_switches") {
        sum += line.split(whereSeparator: \.isWhitespace).last.flatMap { Int($0) } ?? 0
      }
    }
    return sum
  }

  /// Proportional set size in kB by file, what belongs to none under its kind.
  private static func proportionalShares(of process: Int32) -> [String: Int] {
    var shares: [String: Int] = [:]
    var file = ""
    // Read to the end by hand: the file has no size, and is longer than one read.
    let handle = FileHandle(forReadingAtPath: "/proc/\(process)/smaps")
    let smaps = String(decoding: (try? handle?.readToEnd()) ?? Data(), as: UTF8.self)
    for line in smaps.split(separator: "\n") {
      let words = line.split(separator: " ", omittingEmptySubsequences: true)
      if words[0].contains("-") && !words[0].hasSuffix(":") {
        let name = words.count > 5 ? words[5...].joined(separator: " ") : "anonymous"
        file = name.split(separator: "/").last.map(String.init) ?? name
      } else if words[0] == "Pss:", let size = Int(words[1]) {
        shares[file, default: 0] += size
      }
    }
    return shares
  }
}
