import Cryptography
import FuzzRig
import RoomRig
import WireProtocol

// Whatever is read is written as the front of what it was read from, since only a later version's fields may go, and
// what this version does not know is kept whole.
fuzz { input in
  var script = Script(input)
  let limit = Int(script.byte())
  let frame = Frame(id: script.byte(), sequence: script.byte(), bytes: script.rest())
  let body = frame.body.copy

  if let message = try? HostMessage(frame) {
    let written = message.frame(sequence: frame.sequence)
    precondition(message.id == frame.id && written.sequence == frame.sequence, "a host's message changed its id")
    if case .entry = message {
      // What an entry mode does not use is written as zeros.
      precondition(written.body.count == 3, "an entry mode has another length")
    } else {
      precondition(body.starts(with: written.body.copy), "a host's message changed")
    }
    let again = try? HostMessage(written)
    precondition(again?.frame(sequence: frame.sequence).content == written.content, "a host's message is not stable")
    if case .unrecognized = message { precondition(written.content == frame.content, "an unknown message was cut") }
  } else {
    precondition(HostMessageID(rawValue: frame.id) != nil, "an unknown message was refused")
  }

  if let message = try? DeviceMessage(frame) {
    let written = message.frame(sequence: frame.sequence)
    precondition(message.id == frame.id && written.sequence == frame.sequence, "a device's message changed its id")
    if case .time = message {
      // What a clock does not know is written as zeros.
      precondition(written.body.count == 14, "a time has another length")
    } else {
      precondition(body.starts(with: written.body.copy), "a device's message changed")
    }
    let again = try? DeviceMessage(written)
    precondition(again?.frame(sequence: frame.sequence).content == written.content, "a device's message is not stable")
    switch message {
    case .unrecognized: precondition(written.content == frame.content, "an unknown message was cut")
    case .code(_, let code), .response(_, let code):
      precondition(DeviceMessage.codeLength.contains(code.count), "a code has the wrong length")
    default: break
    }
  } else {
    precondition(DeviceMessageID(rawValue: frame.id) != nil, "an unknown message was refused")
  }

  if let key = KeyCode(byte: frame.id) { precondition(key.byte == frame.id, "a key changed") }

  let clipped = PrintableText(clipping: body, limit: limit)
  precondition(clipped.utf8.count <= limit, "a text is longer than its limit")
  precondition(PrintableText(clipped.utf8) == clipped, "a clipped text cannot be shown")
  if let text = PrintableText(body) {
    precondition(String(validating: body, as: UTF8.self) != nil, "a text is not UTF-8")
    precondition(body.starts(with: clipped.utf8) && text.utf8 == body, "a text changed")
    precondition(limit < body.count || clipped == text, "a text was cut that had room")
  }
}
