/// The page of a request that could not be carried out.
struct ProblemPage {
  private let problem: HTTPProblem

  init(_ problem: HTTPProblem) { self.problem = problem }

  /// The page as an answer.
  func response(status: Int) -> Response {
    var response = PageFrame(
      title: heading,
      content: """
        <section class="card outcome error" role="alert">
        <p class="mark" aria-hidden="true"></p>
        <h1>\(heading)</h1>
        <p>\(problem.message)</p>
        <p><a class="button" href="/">Back to the start</a></p>
        </section>

        """
    ).response(status: status)
    if let allow = problem.allow { response.headers.append(("Allow", allow)) }
    return response
  }

  private var heading: String {
    switch problem.status {
    case 403: "Not allowed"
    case 404: "Not found"
    case 409: "Not now"
    case 500...: "Out of order"
    default: "That did not work"
    }
  }
}
