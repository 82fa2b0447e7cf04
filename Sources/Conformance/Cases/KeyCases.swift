internal import Cryptography
internal import WireProtocol

/// Keys, the ways they are collected, display and signals: most want somebody at the device.
extension ConformanceCase {
  private static func expectKeys(_ keys: [KeyCode], _ trial: Trial<Suite>) throws(TrialEnd) {
    for (index, wanted) in keys.enumerated() {
      let key = try trial.expectFromPerson("key \(index + 1) of \(keys.count)") { heard in
        if case .key(let key) = heard.message { key } else { nil }
      }
      try trial.require(key == wanted, "key \(index + 1) is another than was to be pressed")
    }
  }

  private static func expectNoKey(_ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.expectNo("a key") { heard in
      switch heard.message {
      case .key, .entered: true
      default: false
      }
    }
  }

  private static func expectEntered(_ digits: String, _ trial: Trial<Suite>) throws(TrialEnd) {
    let entered = try trial.expectFromPerson("the digits collected") { heard in
      if case .entered(let digits) = heard.message { digits } else { nil }
    }
    try trial.require(entered.matches(SecretBytes(copying: digits.utf8)), "other digits came than were to be typed")
  }

  private static func digits(_ digits: UInt8...) -> [KeyCode] { digits.map { .digit($0) } }

  static var keys: [ConformanceCase] {
    [
      ConformanceCase("keys-each", "Each key travels once, in order") { trial in
        try trial.greetPlain()
        try trial.need(.keys)
        let keys = digits(1, 2, 3, 0) + [.enter, .clear]
        try trial.ask(.press(keys))
        try expectKeys(keys, trial)
        try expectNoKey(trial)
      },
      ConformanceCase("keys-repeated", "A key is sent until it is acknowledged") { trial in
        try trial.greetPlain()
        try trial.need(.keys)
        trial.acknowledges = false
        try trial.ask(.press(digits(7)))
        try expectKeys(digits(7), trial)
        trial.receiver = Receiver()
        try trial.expect("the key again", within: Trial<Suite>.quiet) { $0.sequence == 1 ? () : nil }
        trial.acknowledges = true
        try trial.acknowledge(1)
        try trial.drain()
        try expectNoKey(trial)
      },
      ConformanceCase("keys-forgotten", "A key pressed while no host is there is forgotten, and a hello asked for") {
        trial in
        try trial.greetPlain()
        try trial.need(.keys)
        let body = HostMessage.hello(HostHello(versions: 201...250, tag: trial.bench.nextTag())).body
        try trial.send(id: HostMessageID.hello.rawValue, sequence: 0, body: body.withBytes { Array($0) })
        _ = try trial.expectError(.noCommonVersion)
        trial.forgetConversation()
        try trial.drain(for: LinkTiming.helloInterval)
        try trial.ask(.press(digits(5, 5)))
        let at = try trial.expectFromPerson("a hello with tag 0") { heard -> Duration? in
          if case .hello(let hello) = heard.message, hello.answeredTag == 0 { heard.at } else { nil }
        }
        try trial.expectNo("a key or another hello", for: LinkTiming.helloInterval / 2) { heard in
          switch heard.message {
          case .key: true
          case .hello: heard.at < at + LinkTiming.helloInterval / 2
          default: false
          }
        }
        try trial.drain(for: LinkTiming.helloInterval)
        try trial.greet()
        try expectNoKey(trial)
        try trial.ask(.press(digits(6)))
        try expectKeys(digits(6), trial)
      },
      ConformanceCase("entry-off", "In mode off no key travels, until a hello sets the mode back") { trial in
        try trial.greetPlain()
        try trial.need([.keys, .entry])
        try trial.requireDone(.entry(.off))
        try trial.ask(.press(digits(4)))
        try trial.expectNo("a key", for: max(Trial<Suite>.quiet, trial.bench.person.patience / 2)) { heard in
          if case .key = heard.message { true } else { false }
        }
        try trial.greet()
        try trial.ask(.press(digits(8)))
        try expectKeys(digits(8), trial)
      },
      ConformanceCase("entry-collect", "Digits are collected, and sent when they are complete") { trial in
        try trial.greetPlain()
        try trial.need([.keys, .entry])
        try trial.requireDone(.entry(.collect(digits: 4, masked: true)))
        try trial.ask(.press(digits(1, 2) + [.clear] + digits(3, 4, 5, 6)))
        try expectEntered("3456", trial)
        try expectNoKey(trial)
        try trial.requireDone(.entry(.collect(digits: 0, masked: true)))
        try trial.ask(.press(digits(9, 8, 7, 6, 5) + [.enter]))
        try expectEntered("98765", trial)
      },
      ConformanceCase("entry-masked", "Masked digits are not shown, others are") { trial in
        try trial.greetPlain()
        try trial.need([.keys, .entry, .display])
        try trial.requireDone(.entry(.collect(digits: 0, masked: true)))
        try trial.ask(.press(digits(1, 2, 3)))
        try trial.ask(.showsMasked(count: 3))
        try trial.requireDone(.entry(.collect(digits: 0, masked: false)))
        try trial.ask(.press(digits(1, 2, 3)))
        try trial.ask(.shows("123"))
      },
      ConformanceCase("display-text", "A text is shown, and an empty one clears the display") { trial in
        try trial.greetPlain()
        try trial.need(.display)
        try trial.requireDone(.show(PrintableText(clipping: "Keyport 42".utf8, limit: 40)))
        try trial.ask(.shows("Keyport 42"))
        try trial.requireDone(.show(PrintableText(clipping: [], limit: 0)))
        try trial.ask(.shows(""))
      },
      ConformanceCase("feedback-signals", "Accepted and refused can be told apart") { trial in
        try trial.greetPlain()
        guard let capabilities = trial.hello?.capabilities, !capabilities.isDisjoint(with: [.feedback, .sound]) else {
          throw TrialEnd.notApplicable("the device has neither light nor sound")
        }
        for signal in [Feedback.accepted, .refused] {
          try trial.requireDone(.feedback(signal, [.light, .sound]))
          try trial.ask(.signalled(signal))
        }
      },
    ]
  }
}
