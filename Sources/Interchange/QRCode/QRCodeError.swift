public import HostPlatform

/// Why a text did not become a QR symbol.
public enum QRCodeError: Error, Equatable, CustomStringConvertible {
  /// There is no text.
  case empty
  /// More bytes than the largest symbol takes with its error correction: `QRCode.longestText`.
  case tooLong(count: Int)
  /// The library could not work.
  case system(SystemError)

  /// One line for the user.
  public var description: String {
    switch self {
    case .empty: "there is no text to show as a QR code"
    case .tooLong(let count):
      "a QR code holds at most \(QRCode.longestText) bytes, and the text has \(count); shorten its names"
    case .system(let error): "the QR code could not be made: \(error)"
    }
  }
}
