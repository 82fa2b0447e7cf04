import Cryptography
import DeviceModel
import Foundation
import Testing

/// A recorded or composed conversation of firmware-spec/captures.
struct Capture: Sendable, CustomTestStringConvertible {
  struct Step: Sendable {
    /// What the driver is told; nil for the opening of the line.
    var event: TransportEvent?
    /// What the driver is asked to do instead.
    var command: DeviceCommand?
    var sent: [UInt8] = []
    var requests: [String] = []
    var told = ""

    var received: [UInt8]? {
      if case .received(let bytes)? = event { bytes } else { nil }
    }
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
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      let value = words.count == 2 ? words[1] : ""
      switch words[0] {
      case "<": steps.append(Step(event: .received(bytes(hex: value))))
      case "f<": steps.append(Step(event: .featureReport(bytes(hex: value))))
      case "!": steps.append(Step(command: DeviceCommand(capture: value)))
      case "@": steps.append(Step(event: .deadline))
      case ">": steps[steps.count - 1].sent += bytes(hex: value)
      case "f>": steps[steps.count - 1].requests.append("set \(value)")
      case "f?": steps[steps.count - 1].requests.append("get \(value)")
      case "=": steps[steps.count - 1].told = value == "nothing" ? "" : value
      default:
        let parts = line.split(separator: ":", maxSplits: 1)
        if parts.count == 2 { header[String(parts[0])] = parts[1].trimmingCharacters(in: .whitespaces) }
      }
    }
    self.header = header
    self.steps = steps
  }

  /// Plays the conversation, bytes of a step in pieces of `size`, and compares what the driver makes of it.
  func replay(_ driver: inout some DeviceDriver, pieces size: Int) {
    var now = Duration.zero
    for (number, step) in steps.enumerated() {
      var effects: [DriverEffect] = []
      switch step.event {
      case nil where step.command != nil: effects = driver.perform(step.command!, at: now)
      case .received(let received):
        for start in stride(from: 0, to: received.count, by: size) {
          effects += driver.handle(.received(Array(received[start..<min(start + size, received.count)])), at: now)
        }
      case .deadline:
        guard let deadline = driver.nextDeadline else {
          Issue.record("\(name), step \(number): the driver waits for nothing")
          return
        }
        now = deadline
        effects = driver.handle(.deadline, at: now)
      case .some(let event): effects = driver.handle(event, at: now)
      case nil: effects = driver.handle(.opened, at: now)
      }
      // Captures are the same each time they are played: what is drawn at random is zeros.
      for case .entropyWanted(let count) in effects {
        effects += driver.handle(.entropy(SecretBytes(copying: [UInt8](repeating: 0, count: count))), at: now)
      }
      let told = effects.compactMap(\.words).joined(separator: ", ")
      #expect(
        told == step.told || (step.told == "ready" && ["keys", ""].contains { told == "ready  /  / - / -: \($0)" }),
        "\(name), step \(number): \(told)")
      #expect(effects.flatMap(\.bytes) == step.sent, "\(name), step \(number)")
      #expect(effects.compactMap(\.request) == step.requests, "\(name), step \(number)")
    }
  }
}

func hex(_ bytes: [UInt8]) -> String {
  bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
}

func bytes(hex: String) -> [UInt8] {
  hex.split(separator: " ").map { UInt8($0, radix: 16)! }
}

extension DriverEffect {
  var bytes: [UInt8] {
    if case .send(let bytes) = self { bytes } else { [] }
  }

  /// A wish for a feature report as captures write it; nil for other effects.
  var request: String? {
    switch self {
    case .setFeatureReport(let report): "set \(hex(report))"
    case .getFeatureReport(let length): "get \(length)"
    default: nil
    }
  }

  /// The effect as captures write it; nil for bytes and feature reports.
  var words: String? {
    switch self {
    case .send, .setFeatureReport, .getFeatureReport, .entropyWanted: nil
    case .ready(let identity, let capabilities):
      "ready \(identity.vendor) / \(identity.product) / \(identity.serial ?? "-") / \(identity.firmware ?? "-"): "
        + capabilities.names.joined(separator: " ")
    case .event(.key(.digit(let digit))): "digit \(digit)"
    case .event(.key(.enter)): "enter"
    case .event(.key(.clear)): "clear"
    case .event(.code(let code)): "code \(code.withBytes { String(decoding: $0, as: UTF8.self) })"
    case .event(.yubicoOTP(let text)): "yubico-otp \(text.withBytes { String(decoding: $0, as: UTF8.self) })"
    case .event(.answer(_, .touchWanted)): "touch wanted"
    case .event(.answer(_, .yes(let number))): "yes \(number.withBytes { String(decoding: $0, as: UTF8.self) })"
    case .event(.answer(_, .response(let answer))): "answer \(answer.withBytes { hex(Array($0)) })"
    case .event(.answer(_, .unanswered)): "unanswered"
    case .event(.answer(_, .refused(let cause))): "refused: \(cause)"
    case .event(.answer(_, .unknown(let cause))): "unknown: \(cause)"
    case .event(.answer(_, .slots(let slots, let capacity))): "slots \(slots) of \(capacity)"
    case .event(.answer(_, .facts(let facts))): facts.map { "\($0.name) \($0.value)" }.joined(separator: "; ")
    case .event(.answer(_, let answer)): "\(answer)"
    case .event(.notice(let text)): "notice \(text)"
    case .event(.inputSpoiled(let fault)): "spoiled \(fault.rawValue)"
    case .failed(let reason): "failed \(reason)"
    case .note: "note"
    case .session(let key): key == nil ? "no session" : "session"
    case .unit(let unit, let effect): "\(unit): \(DriverEffect(effect).words ?? "")"
    }
  }
}

extension DriverEffect {
  /// What the same would be for a device that has its line to itself.
  init(_ effect: UnitEffect) {
    switch effect {
    case .ready(let identity, let capabilities): self = .ready(identity, capabilities)
    case .event(let event): self = .event(event)
    case .failed(let cause): self = .failed(cause)
    case .note(let text): self = .note(text)
    }
  }
}
