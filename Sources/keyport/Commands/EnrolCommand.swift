import Cryptography
import HostPlatform
import Interchange
import LocalAPIClient

/// `enrol`: registers a token, and hands out its key where the daemon made one.
enum EnrolCommand {
  static func run(_ invocation: Invocation) throws -> ExitStatus {
    let console = invocation.console
    let account = try invocation.operands(1...1, named: "the account's NAME")[0]
    let file = try invocation.commandLine.value(of: "qr").map { path throws(UsageError) in try QRFile(path: path) }
    var order = TokenOrder(source: try source(invocation))
    order.label = invocation.commandLine.value(of: "label")
    order.algorithm = try algorithm(invocation)
    order.digits = try invocation.number("digits", in: 6...10)
    order.period = try invocation.number("period", in: 1...86_400)
    order.counter = try invocation.number("counter", in: 0...Int.max)
    if order.period != nil, order.counter != nil {
      throw UsageError("--period is for tokens that follow the clock and --counter for those that count; give one")
    }
    if file != nil, case .standIn = order.source {
      throw UsageError("--qr would show the key, and the stand-in's never leaves it")
    }
    let generated = if case .generated = order.source { true } else { false }

    let token = try invocation.client.enrol(account, order)
    if console.isJSON {
      console.print(token.json)
    } else {
      console.say("Registered token \(token.id) for \(account): \(PlainText.escape(token.summary)).")
      if generated, let uri = token.uri {
        if file == nil, console.output.isTerminal {
          console.output.write(try QRCode(uri).terminalText(colours: console.output.hasColours))
        }
        console.print(uri)
      }
      if case .standIn = order.source { console.say("Show its code with: keyport code") }
    }
    if let file, let uri = token.uri {
      try file.write(try QRCode(uri))
      console.say("Its QR code is in \(PlainText.escape(file.path)). Whoever sees it has the key: delete it after use.")
    }
    return .done
  }

  private static func source(_ invocation: Invocation) throws -> TokenOrder.Source {
    let commandLine = invocation.commandLine
    let given = ["key", "uri", "stand-in"].filter(commandLine.flag)
    if given.count > 1 { throw UsageError("--\(given[0]) and --\(given[1]) exclude each other") }
    if commandLine.flag("uri") {
      for option in ["algorithm", "digits", "period", "counter"] where commandLine.flag(option) {
        throw UsageError("--uri says everything of the token itself; leave --\(option) out")
      }
    }
    if let key = try secret("key", "Key", invocation) { return .key(key) }
    if let uri = try secret("uri", "otpauth:// text", invocation) { return .uri(uri) }
    return commandLine.flag("stand-in") ? .standIn : .generated
  }

  private static func algorithm(_ invocation: Invocation) throws(UsageError) -> String? {
    guard let name = invocation.commandLine.value(of: "algorithm") else { return nil }
    guard ["SHA1", "SHA256", "SHA512"].contains(name) else {
      throw UsageError("--algorithm wants SHA1, SHA256 or SHA512, not '\(name)'")
    }
    return name
  }

  /// An option's value that is a secret; `-` reads it from standard input.
  static func secret(_ option: String, _ prompt: String, _ invocation: Invocation) throws -> SecretBytes? {
    guard let text = invocation.commandLine.value(of: option) else { return nil }
    if text == "-" { return try SecretInput.line(prompt, console: invocation.console) }
    return SecretBytes(copying: Array(text.utf8))
  }
}
