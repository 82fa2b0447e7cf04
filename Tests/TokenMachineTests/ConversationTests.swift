import Conversations
import Foundation
import Rig
import Testing

/// Both machines against each other at random. KEYPORT_SCHEDULES says how many, 100,000 by default; KEYPORT_SEED, which
/// comes first.
struct ConversationTests {
  static let parts = 8
  static let schedules = ProcessInfo.processInfo.environment["KEYPORT_SCHEDULES"].flatMap { Int($0) } ?? 100_000
  static let firstSeed: UInt64 = SeededGenerator.environmentSeed ?? .random(in: 0...1_000_000_000_000)

  @Test(
    "over a bad line nothing arrives twice, nothing goes missing unnoticed, and what is told of each request is true",
    arguments: 0..<parts)
  func badLine(part: Int) {
    let pair = Pair.make(seed: 1)
    let count = Self.schedules / Self.parts
    let first = Self.firstSeed &+ UInt64(part * count)
    var total = Counts()
    for offset in 0..<UInt64(count) {
      var conversation = Conversation(seed: first &+ offset, pair: pair)
      conversation.run()
      total.add(conversation.counts)
      if let fault = conversation.fault {
        Issue.record("KEYPORT_SEED=\(first &+ offset) KEYPORT_SCHEDULES=\(Self.parts): \(fault)")
        return
      }
    }
    print(
      "\(total.conversations) schedules from KEYPORT_SEED=\(first): \(total.codes) codes, \(total.delivered) requests, "
        + "\(total.unknown) in doubt and \(total.settledLater) settled later, \(total.sessions) sessions, "
        + "\(total.failures) links given up")
    // A quiet line would prove nothing.
    #expect(total.unknown == total.settledLater)
    guard count >= 1000 else { return }
    #expect(total.delivered > count)
    #expect(total.unknown > count / 20)
    #expect(total.sessions > count / 4)
    #expect(total.failures > count / 400)
  }
}
