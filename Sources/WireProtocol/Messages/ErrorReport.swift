public import Cryptography

/// A device's error message. Codes this version does not know are kept as they came.
public struct ErrorReport: Sendable {
  /// The code as it travelled.
  public let rawCode: UInt8
  /// The id of the host's message that it is about.
  public let about: UInt8
  /// What the code's row of the table says follows; else for a firmware engineer's eyes.
  public let detail: SecretBytes

  /// The code, where this version knows it.
  public var code: ErrorCode? { ErrorCode(rawValue: rawCode) }

  /// Makes a report.
  public init(_ code: ErrorCode, about: UInt8, detail: [UInt8] = []) {
    self.init(rawCode: code.rawValue, about: about, detail: SecretBytes(copying: detail))
  }

  /// Takes a report as it travelled.
  public init(rawCode: UInt8, about: UInt8, detail: SecretBytes) {
    self.rawCode = rawCode
    self.about = about
    self.detail = detail
  }
}
