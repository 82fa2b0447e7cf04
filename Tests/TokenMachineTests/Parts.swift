import Conversations
import Cryptography
import HostPlatform
import OTPAlgorithms
import TokenMachine
import WireProtocol

/// The key of RFC 4226 appendix D.
let rfcKey = SecretBytes(copying: "12345678901234567890".utf8)

func parameters(
  _ algorithm: HashAlgorithm = .sha1, digits: Int = 6, _ factor: MovingFactor = .counter
) -> OTPParameters {
  try! OTPParameters(algorithm: algorithm, digits: digits, movingFactor: factor)
}

func text(_ string: String) -> PrintableText { PrintableText(clipping: string.utf8, limit: 200) }

func digits(_ string: String) -> SecretBytes { SecretBytes(copying: string.utf8) }

/// What travels of a HOTP slot with the RFC's key.
func record(
  _ number: UInt8 = 0, kind: SlotKind = .hotp, digits: UInt8 = 6, period: UInt16 = 0, counter: UInt64 = 0,
  suite: String = ""
) -> SlotRecord {
  SlotRecord(
    number: number, kind: kind, algorithm: 1, digits: digits, period: period, counter: counter, label: text("alice"),
    suite: text(suite))
}

/// A memory with the RFC's key in slot 0.
func memory(_ factor: MovingFactor = .counter, digits: Int = 6, counter: UInt64 = 0) -> TokenMemory {
  var memory = TokenMemory()
  _ = try! memory.add(
    label: "alice".utf8, function: .oneTimePassword(parameters(digits: digits, factor)), key: rfcKey, counter: counter)
  return memory
}

extension SecretBytes {
  var array: [UInt8] { withBytes { Array($0) } }
}

extension DeviceMessage {
  var isDone: Bool { if case .done = self { true } else { false } }

  var refusal: RefusalReason? { if case .refused(_, let refusal) = self { refusal.reason } else { nil } }
}
