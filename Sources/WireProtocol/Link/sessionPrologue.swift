/// What both sides believe was said before the handshake, which Noise holds them to (REQ-SEC-003): nobody between can have
/// changed versions, capabilities or names without the handshake failing.
/// - Parameters:
///   - hostHello: the body of the host's hello.
///   - deviceHello: the body of the answer.
public func sessionPrologue(hostHello: [UInt8], deviceHello: [UInt8]) -> [UInt8] {
  Array("Keyport".utf8) + [UInt8(hostHello.count)] + hostHello + [UInt8(deviceHello.count)] + deviceHello
}
