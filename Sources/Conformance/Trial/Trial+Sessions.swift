internal import Cryptography
internal import WireProtocol

/// Sessions and pairing.
extension Trial {
  func newHandshake(_ keys: KeyPair? = nil, prologue: [UInt8]? = nil) -> NoiseHandshake<Suite> {
    NoiseHandshake<Suite>(
      .initiator, staticKeys: keys ?? bench.keys, ephemeralSecret: bench.secret(32),
      prologue: prologue ?? self.prologue)
  }

  func expectHandshake() throws(TrialEnd) -> [UInt8] {
    try expect("the device's part of the handshake", within: LinkTiming.replyTimeout) { heard in
      if case .handshake(let bytes) = heard.message { bytes.withBytes { Array($0) } } else { nil }
    }
  }

  func attempt<Value>(
    _ what: String, _ body: () throws(SessionError) -> Value
  ) throws(TrialEnd) -> Value {
    do throws(SessionError) { return try body() } catch { throw fail("\(what): \(error)") }
  }

  /// Makes a session.
  /// - Returns: whether the device says that it is paired with this host.
  @discardableResult
  func handshake(as keys: KeyPair? = nil, expecting device: PublicKey? = nil) throws(TrialEnd) -> Bool {
    try need(.session)
    var handshake = newHandshake(keys)
    let first = try attempt("the first message") { () throws(SessionError) in try handshake.write() }
    try post(.handshake(SecretBytes(copying: first)))
    let second = try expectHandshake()
    _ = try attempt("the device's handshake message does not open") { () throws(SessionError) in
      try handshake.read(second)
    }
    let third = try attempt("the third message") { () throws(SessionError) in try handshake.write() }
    try post(.handshake(SecretBytes(copying: third)))
    session = try attempt("no session") { () throws(SessionError) in try handshake.finish() }
    if let device { try require(session?.remoteStaticKey == device, "the device proved another key than before") }
    return try expect("the device's welcome", within: LinkTiming.replyTimeout) { heard in
      if case .welcome(let isPaired) = heard.message { isPaired } else { nil }
    }
  }

  func unseal(_ body: SecretBytes) throws(TrialEnd) -> (id: UInt8, body: SecretBytes) {
    let plaintext = try attempt("the device's sealed message does not open") { () throws(SessionError) in
      try body.withBytes { (bytes) throws(SessionError) in try session?.receiving.open(bytes) }
    }
    guard let plaintext, let opened = Transmitter.Parcel.opened(plaintext) else {
      throw fail("the device's sealed message is empty")
    }
    return opened
  }

  func sealedFrame(_ message: HostMessage, sequence: UInt8) -> Frame {
    sealedFrame(id: message.id, body: message.body, sequence: sequence)
  }

  func sealedFrame(id: UInt8, body: SecretBytes, sequence: UInt8) -> Frame {
    let plaintext = Transmitter.Parcel(id: id, body: body).plaintext
    guard let sealed = try? session?.sending.seal(plaintext) else { preconditionFailure("a session that seals") }
    return Frame(id: HostMessageID.sealed.rawValue, sequence: sequence, body: SecretBytes(copying: sealed))
  }

  /// The device must give the session up, and with it the conversation.
  func expectSessionFailed() throws(TrialEnd) {
    session = nil
    _ = try expectError(.sessionFailed)
    try send(id: HostMessageID.ping.rawValue, sequence: 0, body: [1])
    _ = try expectError(.helloFirst)
  }

  // MARK: Pairing

  func isFrom(_ id: DeviceMessageID) -> (Heard) -> Bool { { $0.message.id == id.rawValue } }

  /// Asks to pair; the person opens pairing where the device says it is closed.
  func askToPair(_ pairing: inout HostPairing<Suite>?) throws(TrialEnd) -> PairingNonce {
    guard let session else { throw fail("there is no session to pair in") }
    let nonce = bench.secret(16).withBytes { PairingNonce($0) }
    guard let nonce else { preconditionFailure("sixteen bytes") }
    pairing = HostPairing(in: session, nonce: nonce)
    let commitment = try expectCommitment()
    return try attempt("the commitment") { () throws(SessionError) in
      try pairing?.receive(commitment: commitment) ?? nonce
    }
  }

  private func expectCommitment() throws(TrialEnd) -> [UInt8] {
    for isLast in [false, true] {
      let number = try post(.pair)
      let answer: [UInt8]?? = try expect("the device's commitment", within: LinkTiming.replyTimeout) { heard in
        switch heard.message {
        case .pairCommitment(let bytes): .some(.some(bytes.withBytes { Array($0) }))
        case .refused(number, let refusal) where refusal.reason == .pairingClosed: .some(.some(nil))
        default: nil
        }
      }
      if let answer, let commitment = answer { return commitment }
      if isLast { break }
      try ask(.openPairing)
    }
    throw fail("pairing is closed though the person opened it")
  }

  /// Pairs up to the number that both show.
  func pairToNumber() throws(TrialEnd) -> PairingNumber {
    var pairing: HostPairing<Suite>?
    let nonce = try askToPair(&pairing)
    try post(.pairNonce(SecretBytes(copying: nonce.bytes)))
    let reveal = try expect("the device's share of the number", within: LinkTiming.replyTimeout) { heard in
      if case .pairReveal(let bytes) = heard.message { bytes.withBytes { Array($0) } } else { nil }
    }
    let number = try attempt("the device's share does not fit its commitment") { () throws(SessionError) in
      try pairing?.receive(deviceNonce: reveal)
    }
    guard let number else { preconditionFailure("a pairing that was begun") }
    return number
  }

  func expectPairResult(within time: Duration) throws(TrialEnd) -> Bool {
    try expect("the result of the pairing", within: time) { heard in
      if case .pairResult(let isPair) = heard.message { isPair } else { nil }
    }
  }

  /// Greets and has a session with a paired device; pairs first where it must.
  func greetPaired() throws(TrialEnd) {
    try greet()
    try need(.session)
    if hello?.isPaired == true {
      guard let device = bench.paired else { throw .notApplicable("the device is paired with another host") }
      let isPaired = try handshake(expecting: device)
      try require(isPaired, "the device does not know the host that it is paired with")
    } else {
      bench.paired = nil
      try handshake()
      try pair()
    }
    try cleanUp()
  }

  /// Pairs in the session that is open.
  func pair() throws(TrialEnd) {
    let number = try pairToNumber()
    try post(.pairVerdict(true))
    try ask(.compare(number: number.description))
    let isPair = try expectPairResult(within: bench.person.patience)
    try require(isPair, "the device says that it did not pair: does it show another number than \(number)?")
    bench.paired = session?.remoteStaticKey
  }

  /// Undoes what an earlier case left.
  private func cleanUp() throws(TrialEnd) {
    for slot in bench.dirtySlots { _ = try request(.eraseSlot(slot)) }
    bench.dirtySlots = []
    if bench.isPINSet { _ = try request(.setPIN(SecretBytes(copying: []))) }
    bench.isPINSet = false
  }
}
