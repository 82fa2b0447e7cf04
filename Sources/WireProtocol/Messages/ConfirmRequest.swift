/// A question to the person at the device, which Yes or No answers (REQ-CNF-001…005).
public struct ConfirmRequest: Sendable, Hashable {
  /// What the answer repeats.
  public let request: UInt8
  /// How many digits of a number, shown to the person elsewhere, must be typed with Yes: 0 to 6. The number itself does
  /// not travel, so that nobody says Yes without having seen it.
  public let numberDigits: UInt8
  /// How long the person has, in seconds, 1 to 255.
  public let seconds: UInt8
  /// The question, at most `FrameLimits.longestSealedBody - 3` bytes.
  public let text: PrintableText

  /// The most digits of a number to match.
  public static let mostNumberDigits: UInt8 = 6

  /// Makes a question; its text is cut to fit.
  public init(request: UInt8, numberDigits: UInt8, seconds: UInt8, text: PrintableText) {
    self.request = request
    self.numberDigits = min(numberDigits, Self.mostNumberDigits)
    self.seconds = max(seconds, 1)
    self.text = PrintableText(clipping: text.utf8, limit: FrameLimits.longestSealedBody - 3)
  }
}
