import HostPlatform
import LocalAPIClient

/// `keyport device NAME status`, `firmware` and `self-test`
struct DeviceFactsCommand: Command {
  private let act: DeviceAct
  private let word: String

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line)
    word = line.subcommand.last ?? "status"
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let json = try client.device(
      act.device, word == "self-test" ? .post : .get, [word], word == "self-test" ? JSONObject() : nil)
    guard json["facts"] != nil else { return act.done("\(PlainText.escape(act.device)) passed.", console) }
    let facts = try client.facts(json)
    if console.isJSON { return act.done("", console, json) }
    var table = Table("ABOUT", "VALUE")
    for fact in facts { table.add([fact.name, fact.value]) }
    console.output.write(table.text(on: console.output))
    return .done
  }
}
