internal import Cryptography
internal import WireProtocol

/// Pairing, and what every way out of it but one leaves.
extension ConformanceCase {
  private static func begin(_ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.greetPlain()
    try trial.need(.session)
    try trial.handshake()
  }

  private static func requireUnpaired(_ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.greet()
    try trial.require(trial.hello?.isPaired == false, "the device counts itself paired")
  }

  static var pairing: [ConformanceCase] {
    [
      ConformanceCase("pairing-order", "The device shows its share only after it has the host's") { trial in
        try begin(trial)
        var pairing: HostPairing<Suite>?
        _ = try trial.askToPair(&pairing)
        try trial.expectNo("the device's share", trial.isFrom(.pairReveal))
        let early = trial.overheard.contains { $0.message.id == DeviceMessageID.pairReveal.rawValue }
        try trial.require(!early, "the device's share came before the host's")
        try requireUnpaired(trial)
      },
      ConformanceCase("pairing-commitment", "The device's share fits its commitment") { trial in
        try begin(trial)
        _ = try trial.pairToNumber()
        try requireUnpaired(trial)
      },
      ConformanceCase("pairing-one-try", "A second share of the host's finds no answer and ends the session") { trial in
        try begin(trial)
        _ = try trial.pairToNumber()
        try trial.post(.pairNonce(trial.bench.secret(HostMessage.pairingNonceSize)))
        try trial.expectSessionFailed()
      },
      ConformanceCase("pairing-operator-denies", "The operator's No ends the pairing") { trial in
        try begin(trial)
        _ = try trial.pairToNumber()
        try trial.post(.pairVerdict(false))
        let isPair = try trial.expectPairResult(within: LinkTiming.replyTimeout)
        try trial.require(!isPair, "the device says that they are a pair")
        try requireUnpaired(trial)
      },
      ConformanceCase("pairing-person-needed", "The operator's Yes alone makes no pair") { trial in
        try begin(trial)
        _ = try trial.pairToNumber()
        try trial.post(.pairVerdict(true))
        try trial.expectNo("the result of the pairing", for: .seconds(2), trial.isFrom(.pairResult))
        try requireUnpaired(trial)
      },
      ConformanceCase("pairing-person-denies", "Clear at the device ends the pairing") { trial in
        try begin(trial)
        _ = try trial.pairToNumber()
        try trial.ask(.press([.clear]))
        let isPair = try trial.expectPairResult(within: trial.bench.person.patience)
        try trial.require(!isPair, "the device says that they are a pair")
        try requireUnpaired(trial)
      },
      ConformanceCase("pairing-out-of-turn", "A share or a verdict before its turn ends the session") { trial in
        for message in [
          HostMessage.pairNonce(trial.bench.secret(HostMessage.pairingNonceSize)), .pairVerdict(true),
        ] {
          try begin(trial)
          try trial.post(message)
          try trial.expectSessionFailed()
        }
      },
      ConformanceCase("pairing-agreed", "Two that find the numbers equal are a pair, in this session and the next") {
        trial in
        try begin(trial)
        try trial.pair()
        _ = try trial.request(.getFirmware)
        try trial.greet()
        try trial.require(trial.hello?.isPaired == true, "the hello does not say so")
        try trial.require(try trial.handshake(expecting: trial.bench.paired), "the welcome does not say so")
      },
    ]
  }

  static var paired: [ConformanceCase] {
    [
      ConformanceCase("paired-plain", "A paired device carries nothing out outside a session") { trial in
        try trial.greetPaired()
        try trial.greet()
        for message in [HostMessage.getFirmware, .listSlots, .getTime] {
          try trial.requireRefused(message, .sessionRequired)
        }
        try trial.ping()
      },
      ConformanceCase("paired-requests", "In a session with its host the device answers under the seal") { trial in
        try trial.greetPaired()
        let number = try trial.post(.getFirmware)
        try trial.expect("a sealed answer", within: LinkTiming.replyTimeout) { heard in
          heard.message.answered == number && heard.isSealed ? () : nil
        }
        trial.sequence = SequenceNumber.following(trial.sequence)
        let frame = trial.sealedFrame(id: 0x7E, body: SecretBytes(copying: [1]), sequence: trial.sequence)
        try trial.write(frame.encoded())
        try trial.requireRefused(trial.sequence, [.unknownMessage])
      },
      ConformanceCase("paired-closed", "A paired device pairs again only when its person opens pairing") { trial in
        try trial.greetPaired()
        try trial.greet()
        let keys = KeyPair(secret: trial.bench.secret(32), by: Suite.Agreement.self)
        try trial.handshake(as: keys)
        try trial.requireRefused(.pair, .pairingClosed)
      },
      ConformanceCase("paired-keys", "Keys of a paired device travel under the seal or not at all") { trial in
        try trial.greetPaired()
        try trial.need(.keys)
        try trial.ask(.press([.digit(3)]))
        try trial.expectFromPerson("the key") { heard in
          if case .key(.digit(3)) = heard.message, heard.isSealed { () } else { nil }
        }
        try trial.greet()
        try trial.ask(.press([.digit(4)]))
        try trial.expectNo("a key outside the session", for: max(Trial<Suite>.quiet, trial.bench.person.patience / 2)) {
          heard in
          if case .key = heard.message { true } else { false }
        }
      },
      ConformanceCase("clock-set", "A clock that was set tells that time, and runs") { trial in
        try trial.greetPaired()
        try trial.need(.clock)
        let before = try time(trial)
        let start = trial.now
        try trial.requireDone(.setTime(1_111_111_111_000))
        let told = try time(trial)
        let passed = milliseconds(trial.now - start) + 50
        guard let told else { throw trial.fail("the clock is not set") }
        try trial.require(
          told >= 1_111_111_111_000 && told <= 1_111_111_111_000 + passed,
          "it tells \(told), \(passed) ms after it was set to 1111111111000")
        try trial.expectNo("nothing", for: .milliseconds(1200)) { _ in false }
        let later = try time(trial) ?? 0
        try trial.require(later >= told + 1000, "it does not run")
        if let before { _ = try trial.request(.setTime(before + milliseconds(trial.now - start))) }
      },
    ]
  }

  static func time(_ trial: Trial<Suite>) throws(TrialEnd) -> UInt64? {
    let answer = try trial.request(.getTime)
    guard case .time(_, let time) = answer else { throw trial.fail("the answer is \(answer.words), not a time") }
    return time.milliseconds
  }

  static func milliseconds(_ duration: Duration) -> UInt64 {
    let (seconds, attoseconds) = duration.components
    return UInt64(seconds) * 1000 + UInt64(attoseconds) / 1_000_000_000_000_000
  }
}
