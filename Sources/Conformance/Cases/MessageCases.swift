internal import Cryptography
internal import WireProtocol

/// Ids, values and bodies.
extension ConformanceCase {
  static var messages: [ConformanceCase] {
    [
      ConformanceCase("message-direction", "Frames of the other direction are neither answered nor counted") { trial in
        try trial.greetPlain()
        for id: UInt8 in [0x83, 0x90, 0xA0, 0xFF] {
          try trial.send(id: id, sequence: 1, body: [1])
          try trial.send(id: id, sequence: 0, body: [1])
        }
        try trial.expectNo("an answer to a frame of a device") { _ in true }
        try trial.request(.getFirmware)
      },
      ConformanceCase("message-unknown", "A message of an unknown id is refused, and counted") { trial in
        try trial.greetPlain()
        for id: UInt8 in [0x0F, 0x1F, 0x3F, 0x7F] {
          trial.sequence = SequenceNumber.following(trial.sequence)
          try trial.send(id: id, sequence: trial.sequence, body: [1, 2, 3])
          try trial.requireRefused(trial.sequence, [.unknownMessage])
        }
      },
      ConformanceCase("message-unknown-value", "An unknown value of a field is refused like an unknown message") {
        trial in
        try trial.greetPlain()
        let capabilities = trial.hello?.capabilities ?? []
        var bodies: [(HostMessageID, [UInt8])] = []
        if !capabilities.isDisjoint(with: [.feedback, .sound]) { bodies.append((.feedback, [99, 3])) }
        if capabilities.contains(.entry) { bodies.append((.entry, [77, 0, 0])) }
        if bodies.isEmpty { throw TrialEnd.notApplicable("the device knows no message with such a field") }
        for (id, body) in bodies {
          trial.sequence = SequenceNumber.following(trial.sequence)
          try trial.send(id: id.rawValue, sequence: trial.sequence, body: body)
          try trial.requireRefused(trial.sequence, [.unknownMessage])
        }
      },
      ConformanceCase("message-unnumbered", "A request without a number is not carried out") { trial in
        try trial.greetPlain()
        try trial.send(id: HostMessageID.getFirmware.rawValue, sequence: 0)
        try trial.send(id: 0x7F, sequence: 0)
        try trial.expectNo("an answer to a request without a number") { heard in heard.message.answered != nil }
      },
      ConformanceCase("message-longer", "What follows a message's last known field is ignored") { trial in
        try trial.greetPlain()
        let later: [UInt8] = [0xDE, 0xAD, 0, 1]
        try trial.send(id: HostMessageID.ping.rawValue, sequence: 0, body: [0x33] + later)
        try trial.expectPong(0x33)
        trial.sequence = 1
        try trial.send(id: HostMessageID.getFirmware.rawValue, sequence: 1, body: later)
        let answer = try trial.answer(to: 1)
        guard case .firmware = answer else { throw trial.fail("the answer is \(answer.words)") }
      },
      ConformanceCase("message-bad-body", "A body that breaks its fields is refused, and not carried out") { trial in
        try trial.greetPlain()
        let capabilities = trial.hello?.capabilities ?? []
        let bodies: [(Capabilities, HostMessageID, [UInt8])] = [
          (.display, .show, [0x41, 0x07, 0x42]), (.display, .show, [0xC3]), (.entry, .entry, [2, 17, 0]),
          (.entry, .entry, [2]), (.confirm, .confirm, [1, 7, 10]), (.confirm, .confirm, [1, 0, 0, 0x41]),
          (.challenge, .challenge, [1, 0, 0x31]), (.slots, .readSlot, []), (.feedback, .feedback, [1]),
        ]
        var tested = 0
        for (capability, id, body) in bodies where capabilities.contains(capability) {
          trial.sequence = SequenceNumber.following(trial.sequence)
          try trial.send(id: id.rawValue, sequence: trial.sequence, body: body)
          try trial.requireRefused(trial.sequence, [.badMessage])
          tested += 1
        }
        if tested == 0 { throw TrialEnd.notApplicable("the device knows no message that can be wrong") }
      },
      ConformanceCase("message-ping", "Every ping is answered with its tag, and counts for nothing") { trial in
        try trial.greetPlain()
        for tag: UInt8 in [0, 1, 0x80, 0xFF] { try trial.ping(tag) }
        try trial.request(.getFirmware)
        try trial.ping()
        try trial.request(.getFirmware)
      },
    ]
  }
}
