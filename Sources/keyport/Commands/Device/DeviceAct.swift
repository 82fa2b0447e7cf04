import HostPlatform
import LocalAPIClient

/// What `keyport device NAME ACT` commands have in common: the device's name, and how an act that is done is told.
struct DeviceAct {
  let device: String
  /// The words after the act's name.
  let operands: [String]

  /// Takes the device's name and up to `limit` operands more.
  init(_ line: ParsedCommandLine, _ names: String...) throws(UsageError) {
    guard let device = line.operands.first, !device.isEmpty else { throw UsageError("NAME is missing") }
    self.device = device
    operands = Array(line.operands.dropFirst())
    if operands.count > names.count { throw UsageError("more words than the command takes") }
    if operands.count < names.count { throw UsageError("\(names[operands.count]) is missing") }
  }

  /// Asks before something that cannot be taken back.
  func sure(_ question: String, _ line: Bool, _ console: Console) throws -> Bool {
    if line { return true }
    if try Question.ask(question, otherwise: "--yes", console) { return true }
    console.say("Nothing was done.")
    return false
  }

  /// Tells that it is done, or what came of it.
  func done(_ sentence: String, _ console: Console, _ answer: JSONObject = JSONObject()) -> ExitStatus {
    if console.isJSON {
      var json = answer
      json.insert("device", .string(device))
      console.print(json)
    } else {
      console.say(sentence)
    }
    return .done
  }
}
