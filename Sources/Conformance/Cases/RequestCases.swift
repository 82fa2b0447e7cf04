internal import Cryptography
internal import WireProtocol

/// Requests, each answered once, and what is refused.
extension ConformanceCase {
  /// A request that does no harm for each capability.
  private static var harmless: [(needed: Capabilities, message: HostMessage)] {
    let text = PrintableText(clipping: "KEYPORT TEST".utf8, limit: 40)
    return [
      (.display, .show(text)), (.display, .show(PrintableText(clipping: [], limit: 0))),
      (.feedback, .feedback(.attention, .light)), (.sound, .feedback(.attention, .sound)), (.entry, .entry(.eachKey)),
      (.confirm, .confirm(ConfirmRequest(request: 1, numberDigits: 0, seconds: 200, text: text))),
      (.confirm, .cancelConfirm(request: 1)), (.slots, .listSlots), (.clock, .getTime), (.status, .getStatus),
      (.status, .selfTest), ([], .getFirmware),
    ]
  }

  /// What only a paired host may ask; `eraseAll` where the operator allows it, in case the device obeys.
  private static func guarded(_ mayErase: Bool) -> [(needed: Capabilities, message: HostMessage)] {
    let record = SlotRecord(
      number: 0, kind: .hotp, algorithm: 1, digits: 6, period: 0, counter: 0,
      label: PrintableText(clipping: "KEYPORT TEST".utf8, limit: 28), suite: PrintableText(clipping: [], limit: 0))
    let nonce = SecretBytes(copying: [UInt8](repeating: 7, count: HostMessage.pairingNonceSize))
    let harmful: [(Capabilities, HostMessage)] = [
      (.slots, .writeSlot(record, key: SecretBytes(copying: [UInt8](repeating: 1, count: 20)))),
      (.slots, .eraseSlot(0)),
      (.pin, .setPIN(SecretBytes(copying: Array("1234".utf8)))), (.session, .eraseAll),
    ]
    let rest: [(Capabilities, HostMessage)] = [
      (.clock, .setTime(1_700_000_000_000)), (.session, .unpair), (.session, .pair), (.session, .pairNonce(nonce)),
      (.session, .pairVerdict(true)),
    ]
    return (mayErase ? harmful : []) + rest
  }

  static var requests: [ConformanceCase] {
    [
      ConformanceCase("request-answered-once", "Every request is answered once, with its number") { trial in
        try trial.greetPlain()
        var counts: [UInt8: Int] = [:]
        for (_, message) in harmless {
          trial.overheard = []
          let number = try trial.post(message)
          _ = try trial.answer(to: number)
          counts[number, default: 0] += 1
          for heard in trial.overheard { heard.message.answered.map { counts[$0, default: 0] += 1 } }
        }
        trial.overheard = []
        try trial.expectNo("nothing") { _ in false }
        for heard in trial.overheard { heard.message.answered.map { counts[$0, default: 0] += 1 } }
        for (number, count) in counts.sorted(by: { $0.key < $1.key }) {
          try trial.require(count == 1, "#\(number) was answered \(count) times")
        }
      },
      ConformanceCase("request-guarded", "What only a paired host may ask is refused outside a session") { trial in
        try trial.greetPlain()
        for (needed, message) in guarded(trial.bench.mayErase) {
          let isKnown = trial.hello?.capabilities.contains(needed) ?? false
          if isKnown {
            try trial.requireRefused(message, .sessionRequired)
          } else {
            try trial.requireRefused(message, .sessionRequired, .unsupported)
          }
        }
      },
      ConformanceCase("request-capabilities", "What a device can do and what its hello says are the same") { trial in
        try trial.greetPlain()
        let capabilities = trial.hello?.capabilities ?? []
        for (needed, message) in harmless {
          let answer = try trial.request(message)
          var isUnsupported = false
          if case .refused(_, let refusal) = answer { isUnsupported = refusal.reason == .unsupported }
          let isClaimed = capabilities.contains(needed)
          try trial.require(
            isUnsupported != isClaimed,
            "\(HostMessageID(rawValue: message.id).map { "\($0)" } ?? "a message") is \(answer.words), and its capability "
              + (isClaimed ? "is there" : "is not"))
        }
      },
    ]
  }

  static var state: [ConformanceCase] {
    [
      ConformanceCase("firmware-info", "The firmware's particulars hold the version spoken") { trial in
        try trial.greetPlain()
        let answer = try trial.request(.getFirmware)
        guard case .firmware(_, let info) = answer else { throw trial.fail("the answer is \(answer.words)") }
        try trial.require(info.versions.contains(trial.hello?.version ?? 0), "its versions are \(info.versions)")
      },
      ConformanceCase(
        "status-get", "The status tells no PIN tries where there is no PIN, and no pairs where there are none"
      ) {
        trial in
        try trial.greetPlain()
        try trial.need(.status)
        let status = try status(trial, .getStatus)
        try trial.require(status.pairedHosts == 0, "\(status.pairedHosts) paired hosts, where the hello says none")
        if status.pin == .none { try trial.require(status.pinTries == 0, "tries are left for no PIN") }
      },
      ConformanceCase("status-self-test", "A self-test is answered with its outcome") { trial in
        try trial.greetPlain()
        try trial.need(.status)
        let status = try status(trial, .selfTest)
        try trial.require(status.selfTest != .notRun, "the answer says that it never ran")
      },
      ConformanceCase("status-tamper", "An opened case is told at once, and stays told") { trial in
        try trial.greetPlain()
        try trial.need(.status)
        try trial.ask(.tamper(isOpen: true))
        let tamper = try trial.expectFromPerson("a status that tells of it") { heard in
          if case .status(about: 0, let status) = heard.message { status.tamper } else { nil }
        }
        try trial.require(tamper.isSuperset(of: [.open, .wasOpened]), "it does not tell of the open case")
        try trial.ask(.tamper(isOpen: false))
        try trial.expectFromPerson("a status that tells of it") { heard in
          if case .status(about: 0, let status) = heard.message, !status.tamper.contains(.open) { () } else { nil }
        }
        let status = try status(trial, .getStatus)
        try trial.require(status.tamper == .wasOpened, "it has forgotten that it was open")
      },
      ConformanceCase("slot-list", "The map of slots and the slots agree") { trial in
        try trial.greetPlain()
        try trial.need(.slots)
        let map = try slotMap(trial)
        for number in 0..<map.capacity {
          let answer = try trial.request(.readSlot(number))
          switch answer {
          case .slot(_, let record):
            try trial.require(record.number == number, "slot \(number) says that it is \(record.number)")
            try trial.require(map.used >> UInt32(number) & 1 == 1, "slot \(number) is not on the map")
          default:
            try trial.require(map.used >> UInt32(number) & 1 == 0, "slot \(number) cannot be read: \(answer.words)")
            guard case .refused(_, let refusal) = answer, refusal.reason == .noSlot else {
              throw trial.fail("an empty slot is \(answer.words), not noSlot")
            }
          }
        }
        try trial.requireRefused(.readSlot(200), .noSlot, .badMessage)
      },
    ]
  }

  static func status(_ trial: Trial<Suite>, _ message: HostMessage) throws(TrialEnd) -> DeviceStatus {
    let answer = try trial.request(message)
    guard case .status(_, let status) = answer else { throw trial.fail("the answer is \(answer.words), not a status") }
    return status
  }

  static func slotMap(_ trial: Trial<Suite>) throws(TrialEnd) -> SlotMap {
    let answer = try trial.request(.listSlots)
    guard case .slotMap(_, let map) = answer else { throw trial.fail("the answer is \(answer.words), not a map") }
    try trial.require(map.capacity >= 32 || map.used >> UInt32(map.capacity) == 0, "slots beyond the capacity are used")
    return map
  }
}
