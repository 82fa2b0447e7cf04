internal import WireProtocol

// What the link's failures and the device's words are called where an operator or the log reads them.

func explain(_ failure: LinkFailure) -> String {
  switch failure {
  case .noAnswer(let tries):
    "it did not answer \(tries) hellos; check that it is a Keyport keypad, then power, cable and baud rate"
  case .noCommonVersion(let versions?):
    "it speaks protocol \(spoken(versions)), this keyportd \(ours); update keyportd or the device's firmware"
  case .noCommonVersion(nil):
    "it speaks no protocol version that this keyportd does (\(ours)); update keyportd or the device's firmware"
  case .versionNotOffered(let version):
    "it chose protocol version \(version), this keyportd speaks \(ours); update keyportd or its firmware"
  case .silent(let tries):
    "it was there, but did not answer \(tries) pings; check its power and its cable, then plug it in again"
  case .sessionUnsupported:
    "it makes no sessions, and its settings say 'session: required'; take that away to use it as a plain keypad"
  case .sessionImpossible:
    "it wants a session, or its settings do, but this keyportd has no key of its own; see the log for why"
  case .strangeDevice:
    "it is paired with another host and this one does not know it; reset it at the device, then pair it"
  case .notPaired: "it is not paired with this host; pair it with 'keyport device NAME pair'"
  case .sessionFailed:
    "the session with it could not be made; somebody may be on the wire: check it, then plug the device in again"
  }
}

func explain(_ report: ErrorReport) -> String {
  let about = "message id \(report.about)"
  return switch report.code {
  case .noCommonVersion: "the device finds no common protocol version"
  case .helloFirst: "the device wants a hello before \(about)"
  case .outOfStep: "the device lost step before \(about)"
  case .sessionFailed: "the device gave the session up at \(about)"
  case nil: "the device reports error \(report.rawCode) about \(about)"
  }
}

func explain(_ refusal: Refusal) -> String {
  switch refusal.reason {
  case .unknownMessage: "the device does not know this request"
  case .badMessage: "the device cannot read this request"
  case .unsupported: "the device cannot do this"
  case .sessionRequired: "the device does this only for a host that it is paired with"
  case .busy: "the device is busy with something else"
  case .noSlot: "there is no such slot, or nothing in it"
  case .memoryFull: "the device has no room for it"
  case .memoryFailed: "the device could not write its memory"
  case .blocked: "the device's PIN is blocked; set it anew"
  case .clockNotSet: "the device's clock is not set"
  case .usedUp: "the key's counter has come to its end"
  case .pairingClosed: "pairing is not open at the device; open it there first"
  case nil: "the device refuses, for reason \(refusal.rawReason)"
  }
}

func explain(_ failure: PairingFailure) -> String {
  switch failure {
  case .refused(let refusal): explain(refusal)
  case .brokenCommitment: "the device did not keep to its own number: somebody may be on the wire"
  case .denied: "the numbers were not confirmed on both sides"
  case .interrupted: "the conversation with the device broke off"
  }
}

private var ours: String { spoken(ProtocolVersion.supported) }

private func spoken(_ versions: ClosedRange<UInt8>) -> String {
  versions.count == 1
    ? "version \(versions.lowerBound)" : "versions \(versions.lowerBound) to \(versions.upperBound)"
}
