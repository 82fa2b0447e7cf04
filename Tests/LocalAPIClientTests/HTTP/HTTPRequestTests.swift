import Testing

@testable import LocalAPIClient

@Suite("Requests")
struct HTTPRequestTests {
  @Test(
    "a component of a path stays one component whatever it holds",
    arguments: [
      ("alice", "/alice"), ("a/b", "/a%2Fb"), ("a?b#c", "/a%3Fb%23c"), ("ü\n", "/%C3%BC%0A"), ("a@b+c", "/a%40b%2Bc"),
      ("%2e", "/%252e"),
    ])
  func encoding(_ component: String, _ path: String) {
    #expect(HTTPRequest.path([component]) == path)
  }
}
