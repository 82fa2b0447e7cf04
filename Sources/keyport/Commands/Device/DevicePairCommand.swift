import Cryptography
import HostPlatform
import LocalAPIClient

/// `keyport device NAME pair`
struct DevicePairCommand: Command {
  private let act: DeviceAct
  private let expected: SecretArgument?

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line)
    expected = try SecretArgument("expect", of: line)
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    if expected == nil, !TextSink(0).isTerminal {
      throw UsageError("standard input is no terminal to ask on: give --expect NUMBER")
    }
    let name = PlainText.escape(act.device)
    let number = try client.pair(act.device)
    console.say("\(name) and keyportd have agreed on a number. Here it is \(Self.grouped(number)).")
    console.say("If \(name) shows the same, press Enter on it; if it shows another, press Clear.")
    let isSame: Bool
    do {
      isSame = try compare(number, console)
    } catch {
      // Nobody said that they are the same, so they are not.
      _ = try? client.pairVerdict(false, of: act.device)
      throw error
    }
    guard isSame else {
      _ = try client.pairVerdict(false, of: act.device)
      console.complain(
        "\(act.device) was not paired: the numbers differ. Somebody may be on the wire between the two; look at it")
      return .refused
    }
    let pair = try client.pairVerdict(true, of: act.device)
    return act.done("\(name) and this host are paired: a session protects the line from now on.", console, pair)
  }

  private func compare(_ number: String, _ console: Console) throws -> Bool {
    guard let expected else {
      return try Question.ask("Does it show \(Self.grouped(number))?", otherwise: "--expect NUMBER", console)
    }
    let digits = try expected.read("Number on the device", console).withBytes { $0.filter { $0 != UInt8(ascii: " ") } }
    return digits == Array(number.utf8)
  }

  /// `123 456`: read and compared more easily.
  private static func grouped(_ number: String) -> String {
    number.count == 6 ? "\(number.prefix(3)) \(number.suffix(3))" : number
  }
}
