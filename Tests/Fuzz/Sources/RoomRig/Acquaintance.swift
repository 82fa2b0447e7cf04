public import Cryptography
internal import OTPAlgorithms
public import TokenMachine
internal import WireProtocol

/// A host and a device that know each other, and a host that nobody knows.
public struct Acquaintance: Sendable {
  /// Made once: nothing in it changes.
  public static let made = Acquaintance()

  /// The host's keys.
  public let host: KeyPair
  /// A stranger's.
  public let stranger: KeyPair
  /// The device's.
  public let device: KeyPair
  /// The device's memory: paired with the host; keys by counter, by time and for questions; the PIN 2580.
  public let memory: TokenMemory
  /// The same keys in a device that is paired with nobody, and has no PIN.
  public let unpaired: TokenMemory

  private init() {
    func pair(_ byte: UInt8) -> KeyPair {
      KeyPair(secret: SecretBytes(copying: [UInt8](repeating: byte, count: 32)), by: PlainAgreement.self)
    }
    (host, stranger, device) = (pair(1), pair(2), pair(3))
    let key = SecretBytes(copying: "12345678901234567890".utf8)
    var memory = TokenMemory()
    do {
      let functions: [SlotFunction] = [
        .oneTimePassword(try OTPParameters()),
        .oneTimePassword(
          try OTPParameters(algorithm: .sha256, digits: 8, movingFactor: .time(period: 30, epoch: 0))),
        .challengeResponse(try OCRASuite(parsing: Array("OCRA-1:HOTP-SHA1-6:C-QN08".utf8))),
      ]
      for function in functions {
        _ = try memory.add(label: "slot".utf8, function: function, key: key, counter: UInt64.max - 3)
      }
      unpaired = memory
      // Nothing else makes a pair but pairing: what stands behind the slots is written here (`TokenMemory+Image`).
      var image = Array(memory.image().copy.dropLast(7))
      image += [32] + device.secret.copy + [1] + host.publicKey.bytes + [4] + Array("2580".utf8) + [8, 0]
      let check = image.withUnsafeBytes { FrameCheck.value(of: $0) }
      image += [UInt8(truncatingIfNeeded: check), UInt8(truncatingIfNeeded: check >> 8)]
      self.memory = try TokenMemory(image: SecretBytes(copying: image))
    } catch {
      fatalError("\(error)")
    }
  }
}
