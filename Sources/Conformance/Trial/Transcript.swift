internal import Cryptography
internal import WireProtocol

/// What went over the line in a case, for people to read. Keys, codes and PINs are left out: a real device's may be among
/// them.
struct Transcript {
  /// More than any case that is not about hundreds of messages says; the last ones tell why it failed.
  private static let limit = 60

  private(set) var lines: [String] = []
  private var dropped = 0

  mutating func sent(raw bytes: [UInt8], _ remark: String) { add("> \(remark): \(Self.hex(bytes))") }

  mutating func sent(id: UInt8, sequence: UInt8, body: SecretBytes, isSealed: Bool) {
    add("> " + Self.words(id: id, sequence: sequence, body: body, isSealed: isSealed))
  }

  mutating func seen(id: UInt8, sequence: UInt8, body: SecretBytes, isSealed: Bool) {
    add("< " + Self.words(id: id, sequence: sequence, body: body, isSealed: isSealed))
  }

  mutating func note(_ words: String) { add("# \(words)") }

  /// The lines, and how many were too many.
  var text: [String] { dropped == 0 ? lines : ["# \(dropped) earlier lines left out"] + lines }

  private mutating func add(_ line: String) {
    if lines.count == Self.limit {
      lines.removeFirst()
      dropped += 1
    }
    lines.append(line)
  }

  private static func words(id: UInt8, sequence: UInt8, body: SecretBytes, isSealed: Bool) -> String {
    let name: String
    let isSecret: Bool
    if let known = HostMessageID(rawValue: id) {
      name = "\(known)"
      isSecret = [.writeSlot, .setPIN, .challenge].contains(known)
    } else if let known = DeviceMessageID(rawValue: id) {
      name = "\(known)"
      isSecret = [.key, .entered, .code, .response, .confirmed].contains(known)
    } else {
      name = "unknown"
      isSecret = isSealed
    }
    let content = isSecret ? "(\(body.count) bytes)" : body.withBytes { hex($0) }
    return "\(isSealed ? "sealed " : "")\(name) [\(hex([id]))] #\(sequence) \(content)"
  }

  private static func hex(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef")
    var text = ""
    for byte in bytes {
      text.append(digits[Int(byte >> 4)])
      text.append(digits[Int(byte & 15)])
    }
    return text
  }
}
