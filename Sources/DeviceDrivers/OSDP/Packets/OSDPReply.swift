internal import Cryptography
internal import DeviceModel

/// What a device answers, read.
enum OSDPReply {
  case acknowledged
  case refused(OSDPRefusal)
  case identity(DeviceIdentity)
  case capabilities(OSDPCapabilities)
  case localStatus(isTampered: Bool, lacksPower: Bool)
  case card
  /// Keys in the order in which they were pressed; nil for one that is neither a digit nor an end nor a clear.
  case keys([Key?])
  case lineSettings(address: UInt8, baud: Int)
  case deviceCryptogram(SecretBytes)
  case firstMAC(SecretBytes)
  case busy
  /// A reply that this panel has no use for, or whose data is too short for its code.
  case other(code: UInt8)

  static let busyCode: UInt8 = 0x79
  static let refusedCode: UInt8 = 0x41
  static let keysCode: UInt8 = 0x53

  init(code: UInt8, data: SecretBytes) {
    self = data.withBytes { data in Self.read(code, data) } ?? .other(code: code)
    switch code {
    case 0x76 where data.count == 32: self = .deviceCryptogram(data)
    case 0x78 where data.count == 16: self = .firstMAC(data)
    default: break
    }
  }

  private static func read(_ code: UInt8, _ data: UnsafeRawBufferPointer) -> OSDPReply? {
    switch code {
    case 0x40: return .acknowledged
    case refusedCode: return data.isEmpty ? nil : .refused(OSDPRefusal(rawValue: data[0]))
    case 0x45: return data.count < 12 ? nil : .identity(DeviceIdentity(identityReport: data))
    case 0x46: return .capabilities(OSDPCapabilities(report: data))
    case 0x48: return data.count < 2 ? nil : .localStatus(isTampered: data[0] != 0, lacksPower: data[1] != 0)
    case 0x50, 0x51: return .card
    case keysCode:
      guard data.count >= 2, data.count - 2 >= Int(data[1]) else { return nil }
      return .keys(data[2..<(2 + Int(data[1]))].map(Self.key))
    case 0x54: return data.count < 5 ? nil : .lineSettings(address: data[0], baud: Int(data.littleEndian(1..<5)))
    case busyCode: return .busy
    default: return nil
    }
  }

  private static func key(_ byte: UInt8) -> Key? {
    switch byte {
    case 0x30...0x39: .digit(byte - 0x30)
    case 0x0D: .enter
    case 0x7F: .clear
    default: nil
    }
  }
}

extension DeviceIdentity {
  /// Reads the 12 bytes of an identity report: vendor (an IEEE number), model, version, serial number, firmware.
  fileprivate init(identityReport data: UnsafeRawBufferPointer) {
    self.init(
      vendor: "vendor " + hexadecimal(data[0..<3]), product: "model \(data[3]) version \(data[4])",
      serial: hexadecimal(data[5..<9].reversed()), firmware: "\(data[9]).\(data[10]).\(data[11])")
  }
}

extension UnsafeRawBufferPointer {
  fileprivate func littleEndian(_ range: Range<Int>) -> UInt32 {
    self[range].reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
  bytes.map { ($0 < 0x10 ? "0" : "") + String($0, radix: 16, uppercase: true) }.joined()
}
