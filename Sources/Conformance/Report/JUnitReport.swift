/// Findings in the form that build servers read (the JUnit XML of Apache Ant's `junitreport`).
public enum JUnitReport {
  /// The whole document, in UTF-8.
  /// - Parameter device: what was examined, for the suite's name.
  public static func text(_ findings: [Finding], device: String) -> String {
    let failures = findings.count { $0.verdict == .fail }
    let skipped = findings.count { $0.verdict == .notApplicable || $0.verdict == .needsPerson }
    let time = findings.reduce(Duration.zero) { $0 + $1.duration }
    var text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
    text += "<testsuite name=\"\(escaped("Keyport conformance: \(device)"))\" tests=\"\(findings.count)\""
    text += " failures=\"\(failures)\" errors=\"0\" skipped=\"\(skipped)\" time=\"\(seconds(time))\">\n"
    for finding in findings { text += element(finding) }
    return text + "</testsuite>\n"
  }

  private static func element(_ finding: Finding) -> String {
    let name = "\(finding.title) (\(finding.requirements.joined(separator: ", ")))"
    let head =
      "  <testcase classname=\"conformance.\(escaped(finding.id))\" name=\"\(escaped(name))\""
      + " time=\"\(seconds(finding.duration))\""
    let reason = escaped(finding.reason ?? "")
    switch finding.verdict {
    case .pass: return head + "/>\n"
    case .fail:
      let seen = escaped(finding.transcript.joined(separator: "\n"))
      return head + ">\n    <failure message=\"\(reason)\">\(seen)</failure>\n  </testcase>\n"
    case .notApplicable, .needsPerson:
      return head + ">\n    <skipped message=\"\(finding.verdict.rawValue): \(reason)\"/>\n  </testcase>\n"
    }
  }

  private static func seconds(_ duration: Duration) -> String {
    let (seconds, attoseconds) = duration.components
    let milliseconds = String(attoseconds / 1_000_000_000_000_000)
    return "\(seconds)." + String(repeating: "0", count: 3 - milliseconds.count) + milliseconds
  }

  /// XML 1.0 §2.2 and §2.4: what may not stand in a document at all becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&apos;"
      case "\t", "\n", "\r": result += "&#\(scalar.value);"
      case "\u{0}"..."\u{1F}", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
