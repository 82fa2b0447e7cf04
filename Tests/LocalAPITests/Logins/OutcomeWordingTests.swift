import Testing
import TwoFactor

@testable import LocalAPI

@Suite("Words for outcomes")
struct OutcomeWordingTests {
  static let all: [LoginOutcome] = [
    .accepted, .expired, .error("the disk is full"), .refused(.wrongCode(triesLeft: 0)),
    .refused(.wrongCode(triesLeft: 1)), .refused(.wrongCode(triesLeft: 9)), .refused(.usedCode(triesLeft: 2)),
    .refused(.locked(for: .seconds(1))), .refused(.locked(for: .seconds(61))), .refused(.locked(for: .seconds(121))),
    .refused(.noAccount), .refused(.noToken), .refused(.noSuchToken), .refused(.emulated), .refused(.clockSteppedBack),
    .refused(.cancelled),
  ]

  @Test("every outcome has a heading and whole sentences", arguments: all)
  func sentences(outcome: LoginOutcome) {
    let sentence = OutcomeWording.sentence(for: outcome)
    #expect(!OutcomeWording.heading(for: outcome).isEmpty)
    #expect(sentence.hasSuffix(".") && sentence.first?.isUppercase == true && sentence.count >= 30)
  }

  @Test("no two outcomes are told in the same words")
  func distinct() {
    #expect(Set(Self.all.map(OutcomeWording.sentence)).count == Self.all.count)
  }

  @Test("numbers are told as people say them")
  func numbers() {
    #expect(OutcomeWording.sentence(for: .refused(.wrongCode(triesLeft: 0))).contains("locked now"))
    #expect(OutcomeWording.sentence(for: .refused(.wrongCode(triesLeft: 1))).contains("1 try is left"))
    #expect(OutcomeWording.sentence(for: .refused(.locked(for: .milliseconds(200)))).contains("1 second."))
    #expect(OutcomeWording.sentence(for: .refused(.locked(for: .seconds(121)))).contains("3 minutes"))
  }
}
