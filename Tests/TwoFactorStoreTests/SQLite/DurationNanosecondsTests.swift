import Testing

@testable import TwoFactorStore

@Suite("Times in the database")
struct DurationNanosecondsTests {
  @Test(
    "times are kept to the nanosecond, on either side of 1970",
    arguments: [0, 1, -1, 1_700_000_000_123_456_789, Int64.max, Int64.min])
  func exact(nanoseconds: Int64) { #expect(Duration.nanoseconds(nanoseconds).nanoseconds == nanoseconds) }

  @Test("times too far away become the furthest")
  func far() {
    #expect(Duration.seconds(Int64.max).nanoseconds == .max)
    #expect(Duration.seconds(-10_000_000_000).nanoseconds == .min)
  }
}
