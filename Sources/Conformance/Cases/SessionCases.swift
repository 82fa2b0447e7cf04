internal import Cryptography
internal import WireProtocol

/// The session: its handshake, its seal, and what stays outside. None of these needs a pair.
extension ConformanceCase {
  private static func begin(_ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.greet()
    try trial.need(.session)
  }

  static var sessions: [ConformanceCase] {
    [
      ConformanceCase("session-handshake", "A handshake leads to a session whose first message is a welcome") { trial in
        try begin(trial)
        let isPaired = try trial.handshake()
        try trial.require(isPaired == (trial.bench.paired != nil), "the welcome does not know whether they are a pair")
      },
      ConformanceCase("session-prologue", "The handshake is bound to both hellos") { trial in
        try begin(trial)
        var prologue = trial.prologue
        prologue[prologue.count - 1] ^= 1
        var handshake = trial.newHandshake(prologue: prologue)
        let first = try trial.attempt("the first message") { () throws(SessionError) in try handshake.write() }
        try trial.post(.handshake(SecretBytes(copying: first)))
        let second = try trial.expectHandshake()
        let opens = (try? handshake.read(second)) != nil
        try trial.require(!opens, "the device's answer opens though the host heard another hello")
      },
      ConformanceCase("session-low-order", "A public key of low order is refused") { trial in
        for last: UInt8 in [0, 1] {
          try begin(trial)
          try trial.post(.handshake(SecretBytes(copying: [last] + [UInt8](repeating: 0, count: 31))))
          try trial.expectSessionFailed()
        }
      },
      ConformanceCase("session-short-handshake", "A handshake message that is too short is refused") { trial in
        try begin(trial)
        try trial.post(.handshake(SecretBytes(copying: [UInt8](repeating: 9, count: 31))))
        try trial.expectSessionFailed()
      },
      ConformanceCase("session-forged-handshake", "A handshake whose last message was changed makes no session") {
        trial in
        try begin(trial)
        var handshake = trial.newHandshake()
        let first = try trial.attempt("the first message") { () throws(SessionError) in try handshake.write() }
        try trial.post(.handshake(SecretBytes(copying: first)))
        let second = try trial.expectHandshake()
        _ = try trial.attempt("the second message") { () throws(SessionError) in try handshake.read(second) }
        var third = try trial.attempt("the third message") { () throws(SessionError) in try handshake.write() }
        third[third.count - 1] ^= 0x80
        try trial.post(.handshake(SecretBytes(copying: third)))
        try trial.expectSessionFailed()
      },
      ConformanceCase("session-fresh", "Every session has keys of its own, and the device's key stays") { trial in
        try begin(trial)
        try trial.handshake()
        let first = trial.session
        try begin(trial)
        try trial.handshake()
        try trial.require(first?.remoteStaticKey == trial.session?.remoteStaticKey, "the device's key has changed")
        try trial.require(first?.handshakeHash != trial.session?.handshakeHash, "two handshakes have one hash")
      },
      ConformanceCase("session-plain-frames", "Plain numbered frames in a session are neither answered nor counted") {
        trial in
        try begin(trial)
        try trial.handshake()
        let next = SequenceNumber.following(trial.sequence)
        try trial.send(id: HostMessageID.getFirmware.rawValue, sequence: next)
        try trial.send(id: HostMessageID.listSlots.rawValue, sequence: next)
        try trial.expectNo("an answer to a plain frame") { _ in true }
        _ = try trial.request(.getFirmware)
      },
      ConformanceCase("session-ping", "A ping is answered in a session, outside the seal") { trial in
        try begin(trial)
        try trial.handshake()
        try trial.ping(3)
        _ = try trial.request(.getFirmware)
      },
      ConformanceCase("session-inner-link", "Link messages under the seal are refused") { trial in
        try begin(trial)
        try trial.handshake()
        for message in [HostMessage.ping(tag: 1), .hello(HostHello(versions: 1...1, tag: 5)), .ack] {
          try trial.requireRefused(message, .badMessage)
        }
      },
      ConformanceCase("session-tampered", "A sealed message that was changed ends the session") { trial in
        try begin(trial)
        try trial.handshake()
        let number = SequenceNumber.following(trial.sequence)
        let frame = trial.sealedFrame(.getFirmware, sequence: number)
        var body = frame.body.withBytes { Array($0) }
        body[0] ^= 1
        try trial.send(id: frame.id, sequence: number, body: body)
        try trial.expectSessionFailed()
      },
      ConformanceCase("session-replay", "A sealed message that comes again ends the session") { trial in
        try begin(trial)
        try trial.handshake()
        let number = SequenceNumber.following(trial.sequence)
        let frame = trial.sealedFrame(.getFirmware, sequence: number)
        let body = frame.body.withBytes { Array($0) }
        try trial.send(id: frame.id, sequence: number, body: body)
        trial.sequence = number
        _ = try trial.answer(to: number)
        try trial.send(id: frame.id, sequence: SequenceNumber.following(number), body: body)
        try trial.expectSessionFailed()
      },
      ConformanceCase("session-earlier", "A message sealed for an earlier session ends this one") { trial in
        try begin(trial)
        try trial.handshake()
        let body = trial.sealedFrame(.getFirmware, sequence: 3).body.withBytes { Array($0) }
        try begin(trial)
        try trial.handshake()
        let number = SequenceNumber.following(trial.sequence)
        try trial.send(id: HostMessageID.sealed.rawValue, sequence: number, body: body)
        try trial.expectSessionFailed()
      },
      ConformanceCase("session-rekey", "Both directions change their keys after 1024 messages") { trial in
        try begin(trial)
        try trial.handshake()
        for _ in 0..<(SessionCipher<Suite>.rekeyInterval + 4) { _ = try trial.request(.getFirmware) }
      },
      ConformanceCase("session-stranger", "A host that is not paired can pair in its session, and nothing else") {
        trial in
        try begin(trial)
        let keys = KeyPair(secret: trial.bench.secret(32), by: Suite.Agreement.self)
        let isPaired = try trial.handshake(as: keys)
        try trial.require(!isPaired, "the device takes a host that it has never met for paired")
        for message in [HostMessage.getFirmware, .listSlots, .setTime(1), .unpair] {
          try trial.requireRefused(message, .sessionRequired, .unsupported)
        }
      },
    ]
  }
}
