import Cryptography
import DeviceModel
import Foundation
import Testing

/// A recorded or composed conversation of firmware-spec/captures.
struct Capture: Sendable, CustomTestStringConvertible {
  struct Step: Sendable {
    var received: [UInt8]?
    var sent: [UInt8] = []
    var told = ""
  }

  let name: String
  let header: [String: String]
  let steps: [Step]

  /// The settings that the driver is made with: names and values, with commas between.
  var settings: DriverSettings {
    let pairs = (header["settings"] ?? "").components(separatedBy: ", ").map { $0.split(separator: "=", maxSplits: 1) }
    return DriverSettings(
      Dictionary(uniqueKeysWithValues: pairs.filter { $0.count == 2 }.map { (String($0[0]), String($0[1])) }))
  }

  var testDescription: String { name }

  static func all(_ driver: String) -> [Capture] {
    let folder = URL(filePath: #filePath)
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "firmware-spec/captures/\(driver)")
    let names = try! FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".capture") }
    return names.sorted().map { name in
      Capture(name: name, text: try! String(contentsOf: folder.appending(path: name), encoding: .utf8))
    }
  }

  private init(name: String, text: String) {
    self.name = name
    var header: [String: String] = [:]
    var steps = [Step()]
    for line in text.split(separator: "\n") {
      let value = String(line.dropFirst(2))
      switch line.prefix(2) {
      case "< ": steps.append(Step(received: bytes(hex: value)))
      case "> ": steps[steps.count - 1].sent += bytes(hex: value)
      case "= ": steps[steps.count - 1].told = value == "nothing" ? "" : value
      default:
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2 { header[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
      }
    }
    self.header = header
    self.steps = steps
  }

  /// Plays the conversation, each step in pieces of `size` bytes, and compares what the driver makes of it.
  func replay(_ driver: inout some DeviceDriver, pieces size: Int) {
    for step in steps {
      var effects: [DriverEffect] = []
      if let received = step.received {
        for start in stride(from: 0, to: received.count, by: size) {
          effects += driver.handle(.received(Array(received[start..<min(start + size, received.count)])), at: .zero)
        }
      } else {
        effects = driver.handle(.opened, at: .zero)
      }
      let told = effects.compactMap(\.words).joined(separator: ", ")
      #expect(
        told == step.told || (step.told == "ready" && ["keys", ""].contains { told == "ready  /  / - / -: \($0)" }),
        "\(name): \(told)")
      #expect(effects.flatMap(\.bytes) == step.sent, "\(name)")
    }
  }
}

func bytes(hex: String) -> [UInt8] {
  hex.split(separator: " ").map { UInt8($0, radix: 16)! }
}

extension DriverEffect {
  var bytes: [UInt8] {
    if case .send(let bytes) = self { bytes } else { [] }
  }

  /// The effect as captures write it; nil for bytes.
  var words: String? {
    switch self {
    case .send: nil
    case .setFeatureReport(let report): "set \(report.count)"
    case .getFeatureReport(let length): "get \(length)"
    case .entropyWanted(let count): "entropy \(count)"
    case .ready(let identity, let capabilities):
      "ready \(identity.vendor) / \(identity.product) / \(identity.serial ?? "-") / \(identity.firmware ?? "-"): "
        + capabilities.names.joined(separator: " ")
    case .event(.key(.digit(let digit))): "digit \(digit)"
    case .event(.key(.enter)): "enter"
    case .event(.key(.clear)): "clear"
    case .event(.code(let code)): "code \(code.withBytes { String(decoding: $0, as: UTF8.self) })"
    case .event(.inputSpoiled(let fault)): "spoiled \(fault.rawValue)"
    case .failed(let reason): "failed \(reason)"
    case .note: "note"
    }
  }
}
