internal import Cryptography
internal import WireProtocol

/// Slots: written, read, erased, and codes against the RFCs' own tables, so that nothing is compared with itself.
extension ConformanceCase {
  private static func text(_ text: String) -> PrintableText { PrintableText(clipping: text.utf8, limit: 64) }

  private static func record(
    _ number: UInt8, _ kind: SlotKind = .hotp, algorithm: UInt8 = 1, digits: UInt8 = 6, suite: String = ""
  ) -> SlotRecord {
    SlotRecord(
      number: number, kind: kind, algorithm: algorithm, digits: digits, period: kind == .totp ? 30 : 0, counter: 0,
      label: text("KEYPORT TEST"), suite: text(suite))
  }

  /// The RFCs' keys: the digits 1 to 9 and 0, again and again.
  private static func key(_ length: Int) -> SecretBytes {
    SecretBytes(copying: (0..<length).map { UInt8(0x30 + ($0 + 1) % 10) })
  }

  /// A slot that nobody uses.
  static func freeSlot(_ trial: Trial<Suite>) throws(TrialEnd) -> UInt8 {
    try trial.need(.slots)
    let map = try slotMap(trial)
    let free = (0..<map.capacity).last { map.used >> UInt32($0) & 1 == 0 }
    guard let free else { throw TrialEnd.notApplicable("every slot is in use") }
    return free
  }

  static func write(_ record: SlotRecord, key length: Int, _ trial: Trial<Suite>) throws(TrialEnd) {
    trial.bench.dirtySlots.insert(record.number)
    try trial.requireDone(.writeSlot(record, key: key(length)))
  }

  static func writeCounter(_ slot: UInt8, _ trial: Trial<Suite>) throws(TrialEnd) {
    try write(record(slot), key: 20, trial)
  }

  static func erase(_ slot: UInt8, _ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.requireDone(.eraseSlot(slot))
    trial.bench.dirtySlots.remove(slot)
  }

  static func expectCode(_ wanted: String, slot: UInt8, _ trial: Trial<Suite>) throws(TrialEnd) {
    let code = try trial.expectFromPerson("slot \(slot)'s code") { heard in
      if case .code(slot, let code) = heard.message { code } else { nil }
    }
    try trial.require(
      code.matches(SecretBytes(copying: wanted.utf8)), "the code is wrong: the RFC's table has \(wanted)")
  }

  private static func read(_ slot: UInt8, _ trial: Trial<Suite>) throws(TrialEnd) -> SlotRecord {
    let answer = try trial.request(.readSlot(slot))
    guard case .slot(_, let record) = answer else { throw trial.fail("the answer is \(answer.words), not a slot") }
    return record
  }

  static var slots: [ConformanceCase] {
    [
      ConformanceCase("slot-write", "A slot that was written is on the map and reads as it was written") { trial in
        try trial.greetPaired()
        let slot = try freeSlot(trial)
        try write(record(slot), key: 20, trial)
        try trial.require(try slotMap(trial).used >> UInt32(slot) & 1 == 1, "it is not on the map")
        try trial.require(try read(slot, trial) == record(slot), "it reads otherwise")
        let second = record(slot, .totp, algorithm: 2, digits: 8)
        try write(second, key: 32, trial)
        try trial.require(try read(slot, trial) == second, "it was not written over")
        try erase(slot, trial)
      },
      ConformanceCase("slot-erase", "An erased slot is empty") { trial in
        try trial.greetPaired()
        let slot = try freeSlot(trial)
        try write(record(slot), key: 20, trial)
        try erase(slot, trial)
        try trial.require(try slotMap(trial).used >> UInt32(slot) & 1 == 0, "it is still on the map")
        try trial.requireRefused(.readSlot(slot), .noSlot)
        try trial.requireRefused(.eraseSlot(slot), .noSlot)
      },
      ConformanceCase("slot-bad", "A slot that breaks its fields is refused, and nothing is written") { trial in
        try trial.greetPaired()
        let slot = try freeSlot(trial)
        let before = try slotMap(trial)
        let good = HostMessage.writeSlot(record(slot), key: key(20)).body.withBytes { Array($0) }
        // Number, kind, algorithm, digits: the places of the first four fields.
        let changes: [(offset: Int, value: UInt8, reasons: [RefusalReason])] = [
          (0, 32, [.badMessage, .noSlot]), (1, 99, [.unknownMessage]), (2, 9, [.unknownMessage]), (3, 5, [.badMessage]),
          (3, 11, [.badMessage]), (4, 30, [.badMessage]),
        ]
        for change in changes {
          var body = good
          body[change.offset] = change.value
          try refused(body, change.reasons, trial)
        }
        try refused(Array(good.dropLast()), [.badMessage], trial)
        try trial.require(try slotMap(trial) == before, "the map of slots has changed")
      },
      ConformanceCase("slot-counter-codes", "Counter codes are those of RFC 4226's appendix D, each once") { trial in
        try trial.greetPaired()
        try trial.need(.codes)
        let slot = try freeSlot(trial)
        try write(record(slot), key: 20, trial)
        for code in ["755224", "287082", "359152"] {
          try trial.ask(.button(slot: slot))
          try expectCode(code, slot: slot, trial)
        }
        try trial.require(try read(slot, trial).counter == 3, "the counter is not 3 after three codes")
        try erase(slot, trial)
      },
      ConformanceCase("slot-time-codes", "Time codes are those of RFC 6238's appendix B") { trial in
        try trial.greetPaired()
        try trial.need([.codes, .clock])
        let slot = try freeSlot(trial)
        let before = try time(trial)
        let start = trial.now
        let table: [(algorithm: UInt8, key: Int, code: String)] = [
          (1, 20, "14050471"), (2, 32, "67062674"), (3, 64, "99943326"),
        ]
        for row in table {
          try write(record(slot, .totp, algorithm: row.algorithm, digits: 8), key: row.key, trial)
          try trial.requireDone(.setTime(1_111_111_111_000))
          try trial.ask(.button(slot: slot))
          try expectCode(row.code, slot: slot, trial)
        }
        try erase(slot, trial)
        if let before { _ = try trial.request(.setTime(before + milliseconds(trial.now - start))) }
      },
      ConformanceCase("slot-challenge", "Answers to questions are those of RFC 6287's appendix C") { trial in
        try trial.greetPaired()
        try trial.need(.challenge)
        let slot = try freeSlot(trial)
        try write(record(slot, .ocra, suite: "OCRA-1:HOTP-SHA1-6:QN08"), key: 20, trial)
        for (request, question, answer) in [(1, "00000000", "237653"), (2, "11111111", "243178")] {
          let request = UInt8(request)
          try trial.requireDone(
            .challenge(
              ChallengeRequest(request: request, slot: slot, question: SecretBytes(copying: question.utf8))))
          try trial.ask(.press([.enter]))
          let response = try trial.expectFromPerson("the answer") { heard in
            if case .response(request, let digits) = heard.message { digits } else { nil }
          }
          try trial.require(
            response.matches(SecretBytes(copying: answer.utf8)), "the answer is wrong: the RFC's table has \(answer)")
        }
        try erase(slot, trial)
        let question = ChallengeRequest(request: 3, slot: slot, question: SecretBytes(copying: "00000000".utf8))
        try trial.requireRefused(.challenge(question), .noSlot)
      },
    ]
  }

  private static func refused(
    _ body: [UInt8], _ reasons: [RefusalReason], _ trial: Trial<Suite>
  ) throws(TrialEnd) {
    trial.sequence = SequenceNumber.following(trial.sequence)
    let frame = trial.sealedFrame(
      id: HostMessageID.writeSlot.rawValue, body: SecretBytes(copying: body), sequence: trial.sequence)
    try trial.write(frame.encoded())
    try trial.requireRefused(trial.sequence, reasons)
  }
}
