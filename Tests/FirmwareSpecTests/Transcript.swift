import Foundation

/// A whole conversation of firmware-spec/transcripts; its README tells the form.
struct Transcript: Sendable {
  enum Line: Sendable, Equatable {
    /// Something happens.
    case event(String)
    /// Bytes on the wire: from whom, and whether they arrive.
    case wire(Sender, [UInt8], arrives: Bool)
    /// What a side must tell.
    case told(String)
  }

  enum Sender: Sendable, Equatable {
    case host
    case device
    /// Whoever else can write on the wire, to the device.
    case stranger
  }

  let name: String
  let header: [String: String]
  /// The lines that say something to the machines, with their numbers in the file.
  let lines: [(number: Int, line: Line)]

  static let names = try! FileManager.default.contentsOfDirectory(atPath: FirmwareSpec.path("transcripts"))
    .filter { $0.hasSuffix(".transcript") }.sorted()

  init(named name: String) {
    self.init(name: name, text: FirmwareSpec.text("transcripts/\(name)"))
  }

  init(name: String, text: String) {
    self.name = name
    var header: [String: String] = [:]
    var lines: [(number: Int, line: Line)] = []
    for (index, text) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
      // What stands behind the bar is for people.
      let content = text.prefix { $0 != "|" }.trimmingCharacters(in: .whitespaces)
      let value = String(content.dropFirst(2))
      switch content.prefix(2) {
      case "", "# ": break
      case "* ": lines.append((index + 1, .event(value)))
      case "= ": lines.append((index + 1, .told(value)))
      case "> ": lines.append((index + 1, .wire(.host, FirmwareSpec.bytes(value), arrives: true)))
      case ">x": lines.append((index + 1, .wire(.host, FirmwareSpec.bytes(value), arrives: false)))
      case ">+": lines.append((index + 1, .wire(.stranger, FirmwareSpec.bytes(value), arrives: true)))
      case "< ": lines.append((index + 1, .wire(.device, FirmwareSpec.bytes(value), arrives: true)))
      case "<x": lines.append((index + 1, .wire(.device, FirmwareSpec.bytes(value), arrives: false)))
      default:
        let parts = content.split(separator: ":", maxSplits: 1)
        header[String(parts[0])] = parts.count == 2 ? parts[1].trimmingCharacters(in: .whitespaces) : ""
      }
    }
    self.header = header
    self.lines = lines
  }
}
