internal import WireProtocol

// What the link's failures and the device's errors are called where an operator or the log reads them.

extension KeyportKeypad {
  static func explain(_ failure: LinkFailure) -> String {
    switch failure {
    case .noAnswer(let tries):
      return "it did not answer \(tries) hellos; check that it is a Keyport keypad, then power, cable and baud rate"
    case .noCommonVersion(let versions?):
      let spoken =
        versions.count == 1
        ? "version \(versions.lowerBound)" : "versions \(versions.lowerBound) to \(versions.upperBound)"
      return "it speaks protocol \(spoken), this keyportd \(ours); update keyportd or the device's firmware"
    case .noCommonVersion(nil):
      return "it speaks no protocol version that this keyportd does (\(ours)); update keyportd or the device's firmware"
    case .versionNotOffered(let version):
      return "it chose protocol version \(version), this keyportd speaks \(ours); update keyportd or its firmware"
    case .silent(let tries):
      return "it was there, but did not answer \(tries) pings; check its power and its cable, then plug it in again"
    }
  }

  static func explain(_ report: ErrorReport) -> String {
    let about = "message id \(report.about)"
    return switch report.code {
    case .noCommonVersion: "the device finds no common protocol version"
    case .unknownMessage: "the device does not know \(about)"
    case .badMessage: "the device cannot read \(about)"
    case .lostFrames: "the device missed frames before \(about)"
    case .helloFirst: "the device wants a hello before \(about)"
    case .refused: "the device refuses \(about)"
    case nil: "the device reports error \(report.rawCode) about \(about)"
    }
  }

  private static var ours: String {
    let versions = ProtocolVersion.supported
    return versions.count == 1
      ? "version \(versions.lowerBound)" : "versions \(versions.lowerBound) to \(versions.upperBound)"
  }
}
