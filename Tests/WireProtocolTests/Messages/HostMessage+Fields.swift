import Cryptography
import WireProtocol

extension HostMessage {
  /// The message as messages.json tells it.
  var fields: [String: Field] {
    let name = HostMessageID(rawValue: id).map { "\($0)" } ?? "unrecognized"
    return ownFields.with(["name": .text(name)])
  }

  private var ownFields: [String: Field] {
    switch self {
    case .hello(let hello):
      [
        "lowest": Field(hello.versions.lowerBound), "highest": Field(hello.versions.upperBound),
        "tag": Field(hello.tag),
      ]
    case .ping(let tag): ["tag": Field(tag)]
    case .handshake(let message): ["message": Field(hex: message)]
    case .sealed(let ciphertext): ["ciphertext": Field(hex: ciphertext)]
    case .show(let text): ["text": Field(text)]
    case .feedback(let signal, let ways): ["signal": Field(name: signal), "ways": Field(ways.rawValue)]
    case .entry(.off): ["mode": .text("off"), "digits": .number(0), "masked": .number(0)]
    case .entry(.eachKey): ["mode": .text("eachKey"), "digits": .number(0), "masked": .number(0)]
    case .entry(.collect(let digits, let masked)):
      ["mode": .text("collect"), "digits": Field(digits), "masked": Field(masked)]
    case .confirm(let question):
      [
        "request": Field(question.request), "numberDigits": Field(question.numberDigits),
        "seconds": Field(question.seconds), "text": Field(question.text),
      ]
    case .cancelConfirm(let request): ["request": Field(request)]
    case .challenge(let question):
      [
        "request": Field(question.request), "slot": Field(question.slot), "question": Field(ascii: question.question),
      ]
    case .readSlot(let slot), .eraseSlot(let slot): ["slot": Field(slot)]
    case .writeSlot(let record, let key): ["key": Field(hex: key)].with(record.fields)
    case .setTime(let milliseconds): ["milliseconds": Field(decimal: milliseconds)]
    case .setPIN(let digits): ["digits": Field(ascii: digits)]
    case .pairNonce(let nonce): ["nonce": Field(hex: nonce)]
    case .pairVerdict(let isEqual): ["equal": Field(isEqual)]
    case .ack, .listSlots, .getTime, .getStatus, .selfTest, .getFirmware, .restart, .eraseAll, .pair, .unpair: [:]
    case .unrecognized: ["name": .text("unrecognized")]
    }
  }
}
