internal import Cryptography
internal import DeviceModel
internal import WireProtocol

extension HostMessage {
  /// The message for a request; nil where the request's values do not fit the protocol, or it is none of one message.
  /// - Parameter question: the number that the person's answer will carry.
  init?(_ request: DeviceRequest, question: UInt8) {
    func slot(_ number: Int) -> UInt8? {
      UInt8(exactly: number).flatMap { $0 < SlotRecord.mostSlots ? $0 : nil }
    }
    switch request {
    case .confirm(let text, let digits, let seconds):
      guard let digits = UInt8(exactly: digits), digits <= ConfirmRequest.mostNumberDigits,
        let seconds = UInt8(exactly: seconds), seconds > 0
      else { return nil }
      self = .confirm(
        ConfirmRequest(
          request: question, numberDigits: digits, seconds: seconds,
          text: PrintableText(clipping: text.utf8, limit: FrameLimits.longestSealedBody)))
    case .challenge(let number, let text):
      guard let number = slot(number), ChallengeRequest.questionLength.contains(text.count) else { return nil }
      self = .challenge(ChallengeRequest(request: question, slot: number, question: text))
    case .listSlots: self = .listSlots
    case .readSlot(let number):
      guard let number = slot(number) else { return nil }
      self = .readSlot(number)
    case .writeSlot(let slot, let key):
      guard let record = SlotRecord(slot), SlotRecord.keyLengths.contains(key.count) else { return nil }
      self = .writeSlot(record, key: key)
    case .eraseSlot(let number):
      guard let number = slot(number) else { return nil }
      self = .eraseSlot(number)
    case .readClock: self = .getTime
    case .setClock(let time):
      let (seconds, attoseconds) = time.components
      guard seconds >= 0 else { return nil }
      self = .setTime(UInt64(seconds) * 1000 + UInt64(attoseconds / 1_000_000_000_000_000))
    case .status: self = .getStatus
    case .selfTest: self = .selfTest
    case .firmware: self = .getFirmware
    case .setPIN(let digits):
      guard digits.isEmpty || HostMessage.pinLength.contains(digits.count) else { return nil }
      self = .setPIN(digits)
    case .restart: self = .restart
    case .eraseAll: self = .eraseAll
    case .unpair: self = .unpair
    case .pair: return nil
    }
  }
}

extension SlotRecord {
  /// The slot as it travels; nil where its values do not fit.
  init?(_ slot: DeviceSlot) {
    guard let number = UInt8(exactly: slot.number), number < SlotRecord.mostSlots, (6...10).contains(slot.digits) else {
      return nil
    }
    var period: UInt16 = 0
    var counter: UInt64 = 0
    var suite = ""
    let kind: SlotKind
    switch slot.kind {
    case .hotp(let next): (kind, counter) = (.hotp, next)
    case .totp(let seconds):
      guard let seconds = UInt16(exactly: seconds), seconds > 0 else { return nil }
      (kind, period) = (.totp, seconds)
    case .ocra(let text, let next):
      guard !text.isEmpty, text.utf8.count <= SlotRecord.longestSuite else { return nil }
      (kind, suite, counter) = (.ocra, text, next)
    }
    self.init(
      number: number, kind: kind, algorithm: slot.algorithm.rawValue, digits: UInt8(slot.digits), period: period,
      counter: counter, label: PrintableText(clipping: slot.label.utf8, limit: PrintableText.longestIdentity),
      suite: PrintableText(clipping: suite.utf8, limit: SlotRecord.longestSuite))
  }
}
