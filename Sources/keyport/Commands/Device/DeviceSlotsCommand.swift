import HostPlatform
import LocalAPIClient

/// `keyport device NAME slots`
struct DeviceSlotsCommand: Command {
  private let act: DeviceAct

  init(_ line: ParsedCommandLine) throws(UsageError) { act = try DeviceAct(line) }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let (used, capacity) = try client.slots(of: act.device)
    var table = Table("SLOT", "LABEL", "CODES")
    for number in used {
      let slot = try client.slot(number, of: act.device)
      if console.isJSON { console.print(slot.json) }
      table.add(["\(slot.number)", slot.label, slot.summary])
    }
    if console.isJSON { return .done }
    if !used.isEmpty { console.output.write(table.text(on: console.output)) }
    console.say("\(used.count) of \(capacity) slots hold a key.")
    return .done
  }
}
