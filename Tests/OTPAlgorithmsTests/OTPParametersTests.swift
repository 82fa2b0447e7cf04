import Cryptography
import OTPAlgorithms
import Testing

@Suite("Parameters of a token")
struct OTPParametersTests {
  @Test("6 to 10 digits are accepted", arguments: 6...10)
  func digits(digits: Int) throws {
    #expect(try OTPParameters(digits: digits).digits == digits)
  }

  @Test("other numbers of digits are refused and named", arguments: [Int.min, -6, 0, 1, 5, 11, Int.max])
  func wrongDigits(digits: Int) {
    #expect(throws: OTPParametersError.digits(digits)) { try OTPParameters(digits: digits) }
    #expect(OTPParametersError.digits(digits).description.contains("\(digits)"))
  }

  @Test("a period of no seconds is refused")
  func wrongPeriod() {
    #expect(throws: OTPParametersError.period) { try OTPParameters(movingFactor: .time(period: 0, epoch: 0)) }
  }

  @Test("the defaults are those of RFC 6238 and of every authenticator app")
  func defaults() throws {
    let parameters = try OTPParameters()
    #expect(parameters.algorithm == .sha1)
    #expect(parameters.digits == 6)
    #expect(parameters.movingFactor == .time(period: 30, epoch: 0))
  }
}
