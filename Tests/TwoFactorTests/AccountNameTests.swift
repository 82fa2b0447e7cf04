import Testing
import TwoFactor

@Suite("Account names")
struct AccountNameTests {
  @Test(
    "names of the allowed characters are taken as they are", arguments: ["a", "Z9", "amy.lin@example.org", "0x_-+"])
  func taken(text: String) { #expect(AccountName(text)?.text == text) }

  @Test(
    "anything else is no name",
    arguments: [
      "", ".a", "-a", "a b", "a\0", "a\n", "\u{4}", "é", "a/b", "<a>", "a'--", String(repeating: "a", count: 65),
    ])
  func refused(text: String) { #expect(AccountName(text) == nil) }

  @Test("64 characters are the most, and case counts")
  func limits() {
    #expect(AccountName(String(repeating: "a", count: 64)) != nil)
    #expect(AccountName("amy") != AccountName("Amy"))
  }
}
