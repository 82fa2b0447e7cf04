public import Cryptography
internal import WireProtocol

/// What all cases of a run share: the line, the person, randomness, the host's keys and the devices that these are paired
/// with, and what the operator allows.
public final class Bench<Suite: SessionSuite> {
  let line: any DeviceLine
  let person: any DevicePerson
  let mayErase: Bool
  var random: any RandomSource
  let keys: KeyPair
  /// The device that this run has paired with.
  var paired: PublicKey?
  /// A slot that a case wrote and has not erased yet.
  var dirtySlots: Set<UInt8> = []
  /// Whether a case set a PIN and has not removed it yet.
  var isPINSet = false
  var tag: UInt32

  /// Sets up a bench.
  /// - Parameters:
  ///   - random: what session keys and pairing nonces are drawn from.
  ///   - mayErase: whether cases that empty the device's memory may run.
  public init(line: any DeviceLine, person: any DevicePerson, random: any RandomSource, mayErase: Bool) {
    var source = random
    self.line = line
    self.person = person
    self.mayErase = mayErase
    keys = KeyPair(secret: source.secret(count: Suite.Agreement.secretSize), by: Suite.Agreement.self)
    tag = source.secret(count: 4).withBytes { $0.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } } | 1
    self.random = source
  }

  func secret(_ count: Int) -> SecretBytes { random.secret(count: count) }

  /// A tag that this run has not used yet.
  func nextTag() -> UInt32 {
    tag = tag > .max - 16 ? 1 : tag + 1
    return tag
  }
}
