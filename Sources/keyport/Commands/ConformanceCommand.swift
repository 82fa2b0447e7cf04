import Conformance
import Cryptography
import DeviceModel
import HostPlatform
import LinuxDevices
import LocalAPIClient
import TokenEmulator

/// `keyport conformance DEVICE`
struct ConformanceCommand: Command {
  private let device: String
  private let cases: [ConformanceCase<SodiumSuite>]
  private let isList: Bool
  private let isInteractive: Bool
  private let mayErase: Bool
  private let baud: Int
  private let report: String?

  init(_ line: ParsedCommandLine) throws(UsageError) {
    isList = line.flag("list")
    isInteractive = line.flag("interactive")
    mayErase = line.flag("erase")
    report = line.value(of: "junit")
    baud = try line.number("baud", in: 1200...230_400) ?? 115_200
    let wanted = line.values(of: "only")
    let all = ConformanceCase<SodiumSuite>.all
    for name in wanted where !all.contains(where: { $0.id == name || $0.requirements.contains(name) }) {
      throw UsageError("no case is or tests '\(name)': keyport conformance --list shows them")
    }
    cases =
      wanted.isEmpty
      ? all
      : all.filter { item in
        wanted.contains { $0 == item.id || item.requirements.contains($0) }
      }
    if isList {
      try line.noOperand()
      device = ""
    } else {
      device = try line.operand("DEVICE")
    }
  }

  func run(_ client: APIClient, _ console: Console) throws -> ExitStatus {
    if isList {
      var table = Table("CASE", "REQUIREMENTS", "A DEVICE THAT PASSES")
      for item in cases { table.add([item.id, item.requirements.joined(separator: " "), item.title]) }
      console.output.write(table.text(on: console.output))
      return .done
    }
    let findings: [Finding]
    let failure: LineFailure?
    if device == "emulated" {
      var random = KernelRandom()
      let keypad = try EmulatedKeypad<NettleKeyedHash, SodiumSuite>(KeypadTraits(), seed: random.secret(count: 32))
      let bench = EmulatedBench(keypad)
      (findings, failure) = examine(
        Bench(line: bench, person: bench, random: random, mayErase: true), console)
    } else {
      let line = try SerialDeviceLine(path: device, line: SerialLine(baud: baud))
      let person: any DevicePerson = isInteractive ? AskedPerson(console) : NobodyThere()
      (findings, failure) = examine(
        Bench(line: line, person: person, random: KernelRandom(), mayErase: mayErase), console)
    }
    console.output.write(ConformanceTable.text(findings, on: console.output))
    if let report { try ReportFile.write(JUnitReport.text(findings, device: device), to: report) }
    if let failure {
      console.complain("\(device): \(failure.cause)")
      return .unanswered
    }
    return findings.contains { $0.verdict == .fail } ? .refused : .done
  }

  private func examine(_ bench: Bench<SodiumSuite>, _ console: Console) -> ([Finding], LineFailure?) {
    var run = ConformanceRun(bench, cases: cases)
    var findings: [Finding] = []
    let showsProgress = console.errors.isTerminal && !isInteractive
    while let item = run.upcoming {
      if showsProgress { console.errors.write("\r\u{1B}[K\(findings.count + 1)/\(cases.count) \(item.id)") }
      guard let finding = run.next() else { break }
      findings.append(finding)
    }
    if showsProgress { console.errors.write("\r\u{1B}[K") }
    return (findings, run.failure)
  }
}
