import Cryptography
import Foundation
import HostPlatform
import OTPAlgorithms
import TwoFactor

/// Verifications per second on one core, beside liboath's: the whole decision, key set-up included, as a login asks
/// for it. Ours and the peer's alternate in short rounds, so that both see the same machine.
enum VerificationBench {
  private static let key = Array("12345678901234567890".utf8)
  private static let rounds = 61

  static func run() throws -> [Figure] {
    let peer = Liboath()
    return [
      try hotp("verify HOTP, match within window 10", window: 10, offsets: Array(0...10), batch: 500, peer),
      try hotp("verify HOTP, no match, window 10", window: 10, offsets: [nil], batch: 500, peer),
      try hotp("verify HOTP, no match, window 1000", window: 1000, offsets: [nil], batch: 10, peer),
    ]
  }

  /// - Parameter offsets: where in the window the right counter stands, in turn; nil for a wrong code.
  private static func hotp(
    _ name: String, window: Int, offsets: [Int?], batch: Int, _ peer: Liboath?
  ) throws -> Figure {
    let parameters = try OTPParameters(movingFactor: .counter)
    let secret = SecretBytes(copying: key)
    let start: UInt64 = 1_000
    var maker = OneTimePassword<NettleKeyedHash>(parameters, key: secret)
    var window10Codes: Set<String> = []
    for counter in 0...UInt64(window + 3000) { window10Codes.insert(text(maker.digits(at: counter))) }
    let wrong = (0...).lazy.map { String(format: "%06d", $0) }.first { !window10Codes.contains($0) }!
    let codes = offsets.map { offset in offset.map { text(maker.digits(at: start + UInt64($0))) } ?? wrong }
    let candidates = codes.map { SecretBytes(copying: Array($0.utf8)) }
    let token = Token(
      id: 1, label: "", parameters: parameters, secret: secret, nextCounter: start, lastUsed: nil, isEmulated: false)
    let verifier = CodeVerifier<NettleKeyedHash>(policy: LoginPolicy(lookAhead: UInt64(window)))
    let peerCodes = codes.map { Array($0.utf8CString) }
    let peerKey = key.map { CChar(bitPattern: $0) }

    var ours = Sample()
    var theirs = Sample()
    for _ in 0..<rounds {
      let begin = Sample.microseconds()
      for index in 0..<batch {
        let slot = index % candidates.count
        let verdict = verifier.verdict(on: candidates[slot], from: .typed, against: [token], at: .zero)
        let matched = if case .match = verdict { true } else { false }
        precondition(matched == (offsets[slot] != nil), "the verifier is wrong")
      }
      let middle = Sample.microseconds()
      ours.add(Double(batch) / (middle - begin) * 1e6)
      guard let peer else { continue }
      let beginPeer = Sample.microseconds()
      for index in 0..<batch {
        let slot = index % codes.count
        let matched = peer.validate(peerCodes[slot], key: peerKey, counter: start, window: window)
        precondition(matched == (offsets[slot] != nil), "the peer is wrong")
      }
      theirs.add(Double(batch) / (Sample.microseconds() - beginPeer) * 1e6)
    }
    // Round by round, so that a machine that slows down for a while slows both.
    let ratio = peer == nil ? nil : Sample(zip(ours.values, theirs.values).map { $0 / $1 }).median
    return Figure(
      name: name, unit: "/s", ours: ours.median, peerName: "liboath", peer: peer == nil ? nil : theirs.median,
      target: "≥ 3 × peer", met: ratio.map { $0 >= 3 }, note: nil, pairedRatio: ratio)
  }

  private static func text(_ code: SecretBytes) -> String {
    code.withBytes { String(decoding: $0, as: UTF8.self) }
  }
}
