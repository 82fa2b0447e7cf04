import Cryptography
import HostPlatform
import Interchange
import LocalAPIClient

/// `keyport enrol NAME`
struct EnrolCommand: Command {
  private enum Source {
    case generated
    case key(SecretArgument)
    case uri(SecretArgument)
    case standIn
    case device(String, slot: Int?)
  }

  private let account: String
  private let source: Source
  private let picture: PictureFile?
  private var order = TokenOrder()

  init(_ line: ParsedCommandLine) throws(UsageError) {
    account = try line.operand("NAME")
    source = try Self.source(line)
    picture = try line.value(of: "qr").map { (path) throws(UsageError) in try PictureFile(path) }
    order.label = line.value(of: "label")
    order.algorithm = line.value(of: "algorithm")?.uppercased()
    if let name = order.algorithm, !["SHA1", "SHA256", "SHA512"].contains(name) {
      throw UsageError("--algorithm is SHA1, SHA256 or SHA512, not '\(name)'")
    }
    order.digits = try line.number("digits", in: 6...10)
    order.period = try line.number("period", in: 1...Int.max)
    order.counter = try line.number("counter", in: 0...Int.max)
    if order.period != nil && order.counter != nil {
      throw UsageError("--period makes codes by time, --counter by presses: give one of them")
    }
    if case .uri = source, let option = ["algorithm", "digits", "period", "counter"].first(where: line.flag) {
      throw UsageError("the URI says all but the label: --\(option) does not go with --uri")
    }
    if case .standIn = source, picture != nil {
      throw UsageError("the stand-in's key is never shown: --qr does not go with --stand-in")
    }
    if case .device = source, picture != nil {
      throw UsageError("a device's key is never shown: --qr does not go with --device")
    }
  }

  private static func source(_ line: ParsedCommandLine) throws(UsageError) -> Source {
    let given = ["key", "uri", "stand-in", "device"].filter(line.flag)
    if given.count > 1 { throw UsageError("give one of --\(given.joined(separator: " and --"))") }
    if let key = try SecretArgument("key", of: line) { return .key(key) }
    if let uri = try SecretArgument("uri", of: line) { return .uri(uri) }
    let slot = try line.number("slot", in: 0...31)
    if let device = line.value(of: "device") {
      if device.isEmpty { throw UsageError("--device is empty") }
      return .device(device, slot: slot)
    }
    if slot != nil { throw UsageError("--slot goes with --device alone") }
    return line.flag("stand-in") ? .standIn : .generated
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    // A key that nobody can keep must not be made: what can be known to fail does so before the request.
    do throws(SystemError) {
      try picture?.check()
    } catch {
      throw UsageError("--qr names no file that can be written: \(error); nothing was registered")
    }
    var order = order
    switch source {
    case .generated: order.source = .generated
    case .key(let key): order.source = .key(try key.read("Key", console))
    case .uri(let uri): order.source = .uri(try uri.read("URI", console))
    case .standIn: order.source = .standIn
    case .device(let name, let slot): order.source = .device(name, slot: slot)
    }
    let token = try client.enrol(account, order)
    report(token, console)
    return draw(token, console)
  }

  private var isGenerated: Bool { if case .generated = source { true } else { false } }

  private func report(_ token: RegisteredToken, _ console: Console) {
    if console.isJSON {
      var json = token.json
      // Whoever gave the key has it already, and a secret that is printed needlessly is a secret lost.
      if !isGenerated { json["uri"] = .null }
      console.print(json)
      return
    }
    let account = PlainText.escape(token.account)
    let label = token.label.isEmpty ? "" : " \"\(PlainText.escape(token.label))\""
    console.say("Registered token \(token.id)\(label) for \(account): \(PlainText.escape(token.summary)).")
    switch source {
    case .generated:
      console.say("Put its key into the token now, from this URI; it is not shown again.")
      if let uri = token.uri { console.print(uri) }
      console.say("Try it: keyport login \(account)")
    case .key, .uri: console.say("Try it: keyport login \(account)")
    case .device(let name, _):
      let slot = token.slot.map { "slot \($0)" } ?? "a slot"
      console.say("Its key is in \(slot) of \(PlainText.escape(name)) and nowhere else.")
      console.say("Try it: keyport login \(account), then press that slot's button")
    case .standIn: console.say("Try it: keyport login \(account) --code \"$(keyport code \(Self.slot(token)))\"")
    }
  }

  /// What the stand-in calls the token's slot, as a shell takes it.
  private static func slot(_ token: RegisteredToken) -> String {
    let name = token.label.isEmpty ? token.account : token.label
    let isPlain = name.utf8.allSatisfy { $0 > 0x2A && $0 < 0x7F && !"\\`|;<>?[]{}^~".utf8.contains($0) }
    return isPlain
      ? name : "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
  }

  /// Draws the URI: into the file asked for, or for a generated key onto the terminal.
  private func draw(_ token: RegisteredToken, _ console: Console) -> ExitStatus {
    guard let uri = token.uri else { return .done }
    do {
      if let picture {
        try picture.write(QRCode(uri))
        console.say("Its QR code is in \(PlainText.escape(picture.path)): remove it once the token has the key.")
      } else if isGenerated && console.output.isTerminal && !console.isJSON && Console.showsUnicode {
        console.output.write(try QRCode(uri).terminalText(colours: console.output.hasColours))
      }
      return .done
    } catch {
      console.complain("the token is registered, but its QR code could not be written: \(error)")
      return .unanswered
    }
  }
}
