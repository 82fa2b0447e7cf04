internal import Cryptography
internal import WireProtocol

/// Restarting, unpairing, erasing.
extension ConformanceCase {
  private static func expectStart(_ trial: Trial<Suite>) throws(TrialEnd) {
    trial.forgetConversation()
    try trial.expect("a hello with tag 0 after the restart", within: .seconds(10)) { heard in
      if case .hello(let hello) = heard.message, hello.answeredTag == 0 { () } else { nil }
    }
  }

  static var endings: [ConformanceCase] {
    [
      ConformanceCase("restart-plain", "A restarted device asks for a hello and has taken nothing") { trial in
        try trial.greetPlain()
        try trial.requireDone(.restart)
        try expectStart(trial)
        let taken = try trial.greet().lastTaken
        try trial.require(taken == .nothing, "it tells of #\(taken.sequence) of \(taken.tag)")
        guard trial.hello?.capabilities.contains(.session) == true else { return }
        try trial.handshake()
        try trial.post(.pair)
        try trial.expect("a commitment: a device without a pair takes pair", within: LinkTiming.replyTimeout) { heard in
          if case .pairCommitment = heard.message { () } else { nil }
        }
      },
      ConformanceCase("restart-paired", "A restart leaves pairs and slots as they were") { trial in
        try trial.greetPaired()
        let hasSlots = trial.hello?.capabilities.contains(.slots) ?? false
        let before = hasSlots ? try slotMap(trial) : nil
        try trial.requireDone(.restart)
        try expectStart(trial)
        try trial.greet()
        try trial.require(trial.hello?.isPaired == true, "the pair is forgotten")
        try trial.require(try trial.handshake(expecting: trial.bench.paired), "the host is forgotten")
        if let before { try trial.require(try slotMap(trial) == before, "the slots have changed") }
      },
      ConformanceCase("unpair", "A device that was told to forgets its host, and can be paired anew") { trial in
        try trial.greetPaired()
        let device = trial.session?.remoteStaticKey
        try trial.requireDone(.unpair)
        trial.bench.paired = nil
        try trial.greet()
        try trial.require(trial.hello?.isPaired == false, "the hello still says paired")
        let isPaired = try trial.handshake(expecting: device)
        try trial.require(!isPaired, "the welcome still says paired")
        try trial.requireRefused(.getFirmware, .sessionRequired)
        var pairing: HostPairing<Suite>?
        _ = try trial.askToPair(&pairing)
        try trial.greet()
        try trial.request(.getFirmware)
      },
      ConformanceCase("erase-all", "Erasing empties slots and forgets pairs") { trial in
        guard trial.bench.mayErase else { throw TrialEnd.notApplicable("erasing is not allowed: --erase allows it") }
        try trial.greetPaired()
        let hasSlots = trial.hello?.capabilities.contains(.slots) ?? false
        if hasSlots { try writeCounter(try freeSlot(trial), trial) }
        let device = trial.session?.remoteStaticKey
        try trial.requireDone(.eraseAll)
        trial.bench.dirtySlots = []
        trial.bench.paired = nil
        try expectStart(trial)
        try trial.greet()
        try trial.require(trial.hello?.isPaired == false, "it is still paired")
        if hasSlots { try trial.require(try slotMap(trial).used == 0, "slots are still in use") }
        try trial.handshake()
        try trial.require(trial.session?.remoteStaticKey != device, "it has kept its own key")
      },
    ]
  }
}
