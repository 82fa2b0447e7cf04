import Cryptography
import HostPlatform
import LocalAPIClient

/// `keyport device NAME confirm TEXT`
struct DeviceConfirmCommand: Command {
  private let act: DeviceAct
  private let number: SecretBytes?
  private let seconds: Int

  init(_ line: ParsedCommandLine) throws(UsageError) {
    act = try DeviceAct(line, "TEXT")
    seconds = try line.number("timeout", in: 1...255) ?? 60
    number = line.value(of: "number").map { SecretBytes(copying: $0.utf8) }
    let isNumber = number?.withBytes { digits in
      (1...6).contains(digits.count) && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
    }
    if isNumber == false { throw UsageError("--number has 1 to 6 digits") }
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    let name = PlainText.escape(act.device)
    console.say("Asking at \(name) (\(seconds) s)")
    let answer = try client.confirm(act.operands[0], number: number, seconds: seconds, at: act.device)
    if console.isJSON {
      _ = act.done("", console, ["answer": .string(answer)])
    } else {
      console.print(
        answer == "wrong_number"
          ? "yes, but with another number: the person answers somebody else's question" : PlainText.escape(answer))
    }
    return answer == "yes" ? .done : .refused
  }
}
