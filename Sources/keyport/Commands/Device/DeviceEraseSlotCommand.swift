import HostPlatform
import LocalAPIClient

/// `keyport device NAME erase-slot N`
struct DeviceEraseSlotCommand: Command {
  private let act: DeviceAct
  private let slot: Int
  private let isSure: Bool

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line, "N")
    guard let slot = Int(act.operands[0]), (0...31).contains(slot) else {
      throw UsageError("N is a slot's number, 0 to 31, not '\(act.operands[0])'")
    }
    self.slot = slot
    isSure = line.flag("yes")
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let name = PlainText.escape(act.device)
    let question = "Empty slot \(slot) of \(name)? Its key is lost; an account that has it needs another token."
    guard try act.sure(question, isSure, console) else { return .refused }
    _ = try client.device(act.device, .delete, ["slots", "\(slot)"])
    return act.done(
      "Slot \(slot) of \(name) is empty.", console, ["slot": .integer(Int64(slot))])
  }
}
