import Cryptography
import WireProtocol

extension DeviceMessage {
  /// The message as messages.json tells it.
  var fields: [String: Field] {
    let name = DeviceMessageID(rawValue: id).map { "\($0)" } ?? "unrecognized"
    return ownFields.with(["name": .text(name)])
  }

  private var ownFields: [String: Field] {
    switch self {
    case .hello(let hello): hello.fields
    case .pong(let tag): ["tag": Field(tag)]
    case .handshake(let message): ["message": Field(hex: message)]
    case .sealed(let ciphertext): ["ciphertext": Field(hex: ciphertext)]
    case .error(let report):
      ["code": Field(report.rawCode), "about": Field(report.about), "detail": Field(hex: report.detail)]
    case .key(let key): ["key": .text(key.name)]
    case .entered(let digits): ["digits": Field(ascii: digits)]
    case .code(let slot, let code): ["slot": Field(slot), "code": Field(ascii: code)]
    case .confirmed(let request, let answer): ["request": Field(request)].with(answer.fields)
    case .response(let request, let code): ["request": Field(request), "code": Field(ascii: code)]
    case .done(let about): ["about": Field(about)]
    case .refused(let about, let refusal): ["about": Field(about), "reason": Field(refusal.rawReason)]
    case .slotMap(let about, let map):
      ["about": Field(about), "capacity": Field(map.capacity), "used": Field(map.used)]
    case .slot(let about, let record): ["about": Field(about)].with(record.fields)
    case .time(let about, let time):
      [
        "about": Field(about), "known": .number((time.milliseconds == nil ? 0 : 1) + (time.drift == nil ? 0 : 2)),
        "milliseconds": Field(decimal: time.milliseconds ?? 0), "drift": Field(time.drift ?? 0),
      ]
    case .status(let about, let status): ["about": Field(about)].with(status.fields)
    case .firmware(let about, let firmware):
      [
        "about": Field(about), "lowest": Field(firmware.versions.lowerBound),
        "highest": Field(firmware.versions.upperBound), "boots": Field(firmware.boots),
        "imageSize": Field(firmware.imageSize), "imageCheck": Field(firmware.imageCheck),
        "build": Field(firmware.build),
      ]
    case .welcome(let isPaired), .pairResult(let isPaired): ["paired": Field(isPaired)]
    case .pairCommitment(let commitment): ["commitment": Field(hex: commitment)]
    case .pairReveal(let nonce): ["nonce": Field(hex: nonce)]
    case .ack: [:]
    case .unrecognized: ["name": .text("unrecognized")]
    }
  }
}

extension DeviceHello {
  fileprivate var fields: [String: Field] {
    [
      "version": Field(version), "answeredTag": Field(answeredTag), "takenTag": Field(lastTaken.tag),
      "takenSequence": Field(lastTaken.sequence), "capabilities": Field(capabilities.rawValue),
      "paired": Field(isPaired), "vendor": Field(vendor), "product": Field(product), "serial": Field(serial),
      "firmware": Field(firmware),
    ]
  }
}

extension DeviceStatus {
  fileprivate var fields: [String: Field] {
    [
      "battery": Field(battery ?? 255), "tamper": Field(tamper.rawValue), "selfTest": Field(name: selfTest),
      "pin": Field(name: pin), "pinTries": Field(pinTries), "pairedHosts": Field(pairedHosts),
      "uptime": Field(uptime),
    ]
  }
}

extension ConfirmAnswer {
  fileprivate var fields: [String: Field] {
    let none = Field.text("")
    return switch self {
    case .yes(let number): ["answer": .text("yes"), "number": Field(ascii: number)]
    case .no: ["answer": .text("no"), "number": none]
    case .timedOut: ["answer": .text("timedOut"), "number": none]
    case .replaced: ["answer": .text("replaced"), "number": none]
    }
  }
}

extension KeyCode {
  /// What table `fields` calls the key.
  var name: String {
    switch self {
    case .digit(let digit): "digit \(digit)"
    case .enter: "enter"
    case .clear: "clear"
    }
  }
}
