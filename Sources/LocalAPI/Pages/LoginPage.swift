import TwoFactor

/// The page of one login: it asks again by itself until the login is decided, and then says how it ended.
struct LoginPage {
  /// Seconds between two looks.
  private static let refresh = 2

  private let report: LoginReport

  init(_ report: LoginReport) { self.report = report }

  /// The page as an answer.
  func response() -> Response {
    guard let outcome = report.outcome else {
      return PageFrame(title: "Type the code", refresh: Self.refresh, content: waiting).response()
    }
    let heading = OutcomeWording.heading(for: outcome)
    return PageFrame(
      title: heading,
      content: """
        <section class="card outcome \(outcome.word)" role="status">
        <p class="mark" aria-hidden="true"></p>
        <h1>\(heading)</h1>
        <p class="account">\(report.account.text)</p>
        <p>\(OutcomeWording.sentence(for: outcome))</p>
        <p><a class="button" href="/">\(outcome == .accepted ? "Done" : "Try again")</a></p>
        </section>

        """
    ).response()
  }

  private var waiting: HTML {
    let seat: HTML = report.seat.map { "<p class=\"hint\">at \($0)</p>\n" } ?? ""
    return """
      <section class="card outcome waiting" role="status">
      <p class="mark" aria-hidden="true"></p>
      <h1>Type the code on the keypad</h1>
      <p class="account">\(report.account.text)</p>
      \(seat)<p>Type the digits that your token shows now, then Enter.</p>
      <form method="post" action="/login/\(report.id.text)/cancel">
      <button class="quiet" type="submit">Cancel</button>
      </form>
      </section>

      """
  }
}
