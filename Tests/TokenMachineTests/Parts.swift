import Cryptography
import HostPlatform
import OTPAlgorithms
import TokenMachine
import WireProtocol

typealias Token = TokenMachine<NettleKeyedHash>

/// The key of RFC 4226 appendix D.
let rfcKey = SecretBytes(copying: "12345678901234567890".utf8)

let identity = TokenIdentity(
  vendor: "Keyport".utf8, product: "Test token".utf8, serial: "T-1".utf8, firmware: "1.0".utf8)

func parameters(
  _ algorithm: HashAlgorithm = .sha1, digits: Int = 6, _ factor: MovingFactor = .counter
) -> OTPParameters {
  try! OTPParameters(algorithm: algorithm, digits: digits, movingFactor: factor)
}

extension SecretBytes {
  var array: [UInt8] { withBytes { Array($0) } }
  var text: String { String(decoding: array, as: UTF8.self) }
}

/// The frames in a stream of bytes, as the device's messages.
func deviceMessages(_ bytes: [UInt8]) -> [DeviceMessage] {
  frames(bytes).compactMap { try? DeviceMessage($0) }
}

func frames(_ bytes: [UInt8]) -> [Frame] {
  var decoder = FrameDecoder()
  return bytes.compactMap { byte in
    if case .frame(let frame)? = decoder.receive(byte) { frame } else { nil }
  }
}

extension HostMessage {
  func bytes(_ sequence: UInt8) -> [UInt8] { frame(sequence: sequence).encoded() }

  static func greeting(_ versions: ClosedRange<UInt8> = 0...0, tag: UInt8 = 1) -> HostMessage {
    .hello(HostHello(versions: versions, tag: tag))
  }
}
