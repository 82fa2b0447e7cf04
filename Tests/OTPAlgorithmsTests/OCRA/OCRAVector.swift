import OTPAlgorithms
import Testing

/// One line of RFC 6287's appendix C. The keys and the PIN are the same in all of them.
struct OCRAVector: Sendable, CustomTestStringConvertible {
  let suite: String
  let question: OCRAQuestion
  var counter: UInt64?
  var unixTime: UInt64?
  let response: String
  let testDescription: String

  static let all = oneWay + mutual + signatures

  /// A question whose eight digits are all `digit`.
  private static func repeated(_ digit: Int) -> String { String(repeating: String(digit), count: 8) }

  private static func make(
    _ suite: String, _ text: String, counter: UInt64? = nil, unixTime: UInt64? = nil, _ response: String
  ) -> OCRAVector {
    OCRAVector(
      suite: suite, question: OCRAQuestion(text.utf8), counter: counter, unixTime: unixTime, response: response,
      testDescription: "\(suite) \(text) \(counter.map { "\($0) " } ?? "")-> \(response)")
  }

  /// 25 March 2008, 12:06:30 UTC, whose number of minutes is 0x132D0B6.
  private static let time: UInt64 = 1_206_446_790

  /// C.1, one-way challenge and response.
  private static let oneWay: [OCRAVector] =
    [
      "237653", "243178", "653583", "740991", "608993", "388898", "816933", "224598", "750600", "294470",
    ].enumerated().map { make("OCRA-1:HOTP-SHA1-6:QN08", repeated($0), $1) }
    + [
      "65347737", "86775851", "78192410", "71565254", "10104329", "65983500", "70069104", "91771096", "75011558",
      "08522129",
    ].enumerated().map { make("OCRA-1:HOTP-SHA256-8:C-QN08-PSHA1", "12345678", counter: UInt64($0), $1) }
    + [
      "83238735", "01501458", "17957585", "86776967", "86807031",
    ].enumerated().map { make("OCRA-1:HOTP-SHA256-8:QN08-PSHA1", repeated($0), $1) }
    + [
      "07016083", "63947962", "70123924", "25341727", "33203315", "34205738", "44343969", "51946085", "20403879",
      "31409299",
    ].enumerated().map { make("OCRA-1:HOTP-SHA512-8:C-QN08", repeated($0), counter: UInt64($0), $1) }
    + [
      "95209754", "55907591", "22048402", "24218844", "36209546",
    ].enumerated().map { make("OCRA-1:HOTP-SHA512-8:QN08-T1M", repeated($0), unixTime: time, $1) }

  /// C.2, mutual challenge and response: each side answers the other's question, then its own.
  private static let mutual: [OCRAVector] =
    half("OCRA-1:HOTP-SHA256-8:QA08", isServer: true, "28247970", "01984843", "65387857", "03351211", "83412541")
    + half("OCRA-1:HOTP-SHA256-8:QA08", isServer: false, "15510767", "90175646", "33777207", "95285278", "28934924")
    + half("OCRA-1:HOTP-SHA512-8:QA08", isServer: true, "79496648", "76831980", "12250499", "90856481", "12761449")
    + half(
      "OCRA-1:HOTP-SHA512-8:QA08-PSHA1", isServer: false, "18806276", "70020315", "01600026", "18951020", "32528969")

  private static func half(_ suite: String, isServer: Bool, _ responses: String...) -> [OCRAVector] {
    responses.enumerated().map { index, response in
      let client = "CLI2222\(index)"
      let server = "SRV1111\(index)"
      let (received, asked) = isServer ? (client, server) : (server, client)
      return OCRAVector(
        suite: suite, question: OCRAQuestion(received: received.utf8, asked: asked.utf8), response: response,
        testDescription: "\(suite) \(received) \(asked) -> \(response)")
    }
  }

  /// C.3, plain signature.
  private static let signatures: [OCRAVector] =
    [
      ("SIG10000", "53095496"), ("SIG11000", "04110475"), ("SIG12000", "31331128"), ("SIG13000", "76028668"),
      ("SIG14000", "46554205"),
    ].map { make("OCRA-1:HOTP-SHA256-8:QA08", $0.0, $0.1) }
    + [
      ("SIG1000000", "77537423"), ("SIG1100000", "31970405"), ("SIG1200000", "10235557"), ("SIG1300000", "95213541"),
      ("SIG1400000", "65360607"),
    ].map { make("OCRA-1:HOTP-SHA512-8:QA10-T1M", $0.0, unixTime: time, $0.1) }
}
