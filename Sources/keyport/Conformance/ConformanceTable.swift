import Conformance

/// Findings for people: a row each, then what was sent and seen where a case failed.
enum ConformanceTable {
  static func text(_ findings: [Finding], on sink: TextSink) -> String {
    var table = Table("VERDICT", "CASE", "REQUIREMENTS", "WHY")
    for finding in findings {
      table.add(
        [finding.verdict.rawValue, finding.id, finding.requirements.joined(separator: " "), finding.reason],
        styles: [0: style(finding.verdict)])
    }
    var text = table.text(on: sink)
    for finding in findings where finding.verdict == .fail {
      text += "\n\(finding.id): \(finding.title)\n"
      for line in finding.transcript { text += "  \(PlainText.escape(line))\n" }
    }
    let counts = Verdict.allCases.map { verdict in "\(findings.count { $0.verdict == verdict }) \(verdict.rawValue)" }
    return text + "\n\(counts.joined(separator: ", "))\n"
  }

  private static func style(_ verdict: Verdict) -> Style {
    switch verdict {
    case .pass: .good
    case .fail: .bad
    case .notApplicable: .faint
    case .needsPerson: .warning
    }
  }
}
