import Foundation

/// Runs every case, or those named as often as they are, in the virtual machine of `Tests/Rigs/vm`, whose devices it plugs and unplugs itself,
/// and writes a line of JSON for each: `case`, `passed`, `seconds` and `output`.
///
/// `usb-cases --grab NODE` is the other program of a case: it grabs an event node, says so, and holds it until it is killed.
@main
struct UsbCases {
  static let all: [Case] =
    SerialCases.all + RulesCases.all + KeyboardCases.all + CrowdCases.all + KernelCases.all

  static func main() throws {
    if CommandLine.arguments.dropFirst().first == "--grab" { return try hold(CommandLine.arguments[2]) }
    // The daemon's user writes to the sockets that the cases make; its own files are its own umask's matter.
    umask(0)
    let guest = Guest(machine: try QEMU(path: "/dev/virtio-ports/qmp"))
    var failed = 0
    let asked = CommandLine.arguments.dropFirst()
    for each in asked.isEmpty ? all : asked.flatMap({ name in all.filter { $0.name == name } }) {
      let start = ContinuousClock.now
      var output = ""
      do {
        try each.body(guest)
      } catch {
        failed += 1
        output = "\(error)"
      }
      do {
        try guest.cleanUp()
      } catch {
        output += "\nafterwards: \(error)"
      }
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      try report(["case": each.name, "passed": output.isEmpty, "seconds": seconds, "output": output])
    }
    exit(failed == 0 ? 0 : 1)
  }

  private static func hold(_ node: String) throws {
    let keys = try InputKeys(path: node)
    try keys.grab()
    try FileHandle.standardOutput.write(contentsOf: Data("grabbed\n".utf8))
    while true { _ = try keys.next() }
  }

  private static func report(_ line: [String: Any]) throws {
    var data = try JSONSerialization.data(withJSONObject: line, options: .sortedKeys)
    data.append(0x0A)
    try FileHandle.standardOutput.write(contentsOf: data)
  }
}
