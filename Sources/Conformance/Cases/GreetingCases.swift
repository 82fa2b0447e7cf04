internal import Cryptography
internal import WireProtocol

/// Hello: tags, versions, and what is left of the conversation before.
extension ConformanceCase {
  private static func down(_ trial: Trial<Suite>) throws(TrialEnd) -> ErrorReport {
    try trial.drain()
    let tag = trial.bench.nextTag()
    let body = HostMessage.hello(HostHello(versions: 201...250, tag: tag)).body
    try trial.send(id: HostMessageID.hello.rawValue, sequence: 0, body: body.withBytes { Array($0) })
    return try trial.expectError(.noCommonVersion)
  }

  static var greeting: [ConformanceCase] {
    [
      ConformanceCase("hello-tag", "Each hello is answered with its own tag") { trial in
        for _ in 0..<3 { try trial.greet() }
      },
      ConformanceCase("hello-zero", "A zero stands in front of the device's hello") { trial in
        try trial.greet()
        try trial.require(trial.firstByte == 0, "the answer begins with \(trial.firstByte ?? 0)")
      },
      ConformanceCase("hello-version", "The version chosen is one that the host offered") { trial in
        let narrow = try trial.greet()
        try trial.require(narrow.version == 1, "version \(narrow.version), where 1 to 1 was offered")
        let wide = try trial.greet(versions: 1...9)
        try trial.require((1...9).contains(wide.version), "version \(wide.version), where 1 to 9 was offered")
        let early = try trial.greet(versions: 0...1)
        try trial.require((0...1).contains(early.version), "version \(early.version), where 0 to 1 was offered")
      },
      ConformanceCase("hello-no-version", "Without a common version the device says so, tells its own, and is down") {
        trial in
        try trial.greet()
        let report = try down(trial)
        try trial.require(report.about == HostMessageID.hello.rawValue, "the error is about \(report.about)")
        let range = report.detail.withBytes { $0.count >= 2 ? ($0[0], $0[1]) : nil }
        try trial.require(range.map { $0.0 <= $0.1 && $0.1 < 201 } ?? false, "the device's own range is missing")
        try trial.send(id: HostMessageID.ping.rawValue, sequence: 0, body: [7])
        let ping = try trial.expectError(.helloFirst)
        try trial.require(ping.about == HostMessageID.ping.rawValue, "helloFirst is about \(ping.about)")
        try trial.send(id: HostMessageID.getFirmware.rawValue, sequence: 1)
        let request = try trial.expectError(.helloFirst)
        try trial.require(request.about == HostMessageID.getFirmware.rawValue, "helloFirst is about \(request.about)")
        try trial.greet()
      },
      ConformanceCase("hello-longer", "A hello with later fields is answered") { trial in
        try trial.drain()
        let tag = trial.bench.nextTag()
        let body = HostMessage.hello(HostHello(versions: 1...1, tag: tag)).body.withBytes { Array($0) }
        try trial.send(id: HostMessageID.hello.rawValue, sequence: 0, body: body + [1, 2, 3])
        try trial.expect("a hello with the tag \(tag)") { heard in
          if case .hello(let hello) = heard.message, hello.answeredTag == tag { () } else { nil }
        }
      },
      ConformanceCase("hello-malformed", "A hello that is no hello finds no answer") { trial in
        try trial.greet()
        let bodies: [[UInt8]] = [[1, 1, 1, 0, 0], [2, 1, 9, 9, 9, 9], [1, 1, 0, 0, 0, 0]]
        for body in bodies {
          try trial.send(id: HostMessageID.hello.rawValue, sequence: 0, body: body)
          try trial.expectNo("an answer to a malformed hello") { heard in
            switch heard.message {
            case .hello, .error: true
            default: false
            }
          }
        }
      },
      ConformanceCase("hello-resets", "A hello begins a conversation: both sides count anew") { trial in
        try trial.greetPlain()
        for _ in 0..<3 { try trial.request(.getFirmware) }
        try trial.greet()
        try trial.request(.getFirmware)
      },
      ConformanceCase("hello-last-taken", "The hello tells which frame was taken last") { trial in
        try trial.greetPlain()
        let tag = trial.bench.tag
        for _ in 0..<3 { try trial.request(.getFirmware) }
        for _ in 0..<2 {
          let taken = try trial.greet().lastTaken
          try trial.require(
            taken == DeviceHello.Taken(tag: tag, sequence: 3),
            "it tells of #\(taken.sequence) of \(taken.tag), where #3 of \(tag) was the last")
        }
      },
      ConformanceCase("hello-identity", "Every hello tells the same of the device") { trial in
        let first = try trial.greet()
        let second = try trial.greet()
        try trial.require(!first.vendor.utf8.isEmpty, "it names no vendor")
        try trial.require(!first.product.utf8.isEmpty, "it names no product")
        try trial.require(
          first.vendor == second.vendor && first.product == second.product && first.serial == second.serial
            && first.firmware == second.firmware && first.capabilities == second.capabilities,
          "two hellos say different things of it")
      },
      ConformanceCase("hello-entry-reset", "A hello ends what the host before had asked of the person") { trial in
        try trial.greetPlain()
        try trial.need([.confirm, .display])
        let text = PrintableText(clipping: "KEYPORT TEST".utf8, limit: 40)
        try trial.requireDone(.confirm(ConfirmRequest(request: 9, numberDigits: 0, seconds: 1, text: text)))
        try trial.greet()
        try trial.expectNo("an answer to the earlier question", for: .milliseconds(1500)) { heard in
          if case .confirmed = heard.message { true } else { false }
        }
      },
    ]
  }
}
