internal import Cryptography
public import WireProtocol

extension Frame {
  /// Makes a frame of plain bytes, as many of them as fit.
  public init(id: UInt8, sequence: UInt8, bytes: [UInt8]) {
    self.init(id: id, sequence: sequence, body: SecretBytes(copying: bytes.prefix(FrameLimits.longestBody)))
  }

  /// Id, sequence number and body in a row, to compare.
  public var content: [UInt8] { [id, sequence] + body.copy }
}
