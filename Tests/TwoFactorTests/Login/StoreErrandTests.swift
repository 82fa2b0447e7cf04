import Testing

@testable import TwoFactor

@Suite("Reasons of the store")
struct StoreErrandTests {
  @Test("an operator reads what could not be done, that the login is refused, and why")
  func reasons() {
    #expect(
      StoreErrand.recordCode.reason(.full)
        == "the code could not be recorded as used, so the login is refused: the disk is full")
    #expect(
      StoreErrand.countTry.reason(.readOnly)
        == "the try could not be counted, so the login is refused: the database is read-only")
    #expect(
      StoreErrand.findAccount.reason(.corrupt("page 3"))
        == "the account could not be looked up, so the login is refused: the database is damaged: page 3")
    #expect(StoreErrand.countTry.reasonForSilence(of: .seconds(10)).contains("did not answer within 10 s"))
  }
}
