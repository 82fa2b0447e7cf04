public import Cryptography

/// What the stand-in token shows after its button was pressed.
public struct StandInCode: Sendable {
  /// The slot's label.
  public var label: String
  /// The digits it shows, in ASCII.
  public var code: SecretBytes

  /// Makes a code.
  public init(label: String, code: SecretBytes) {
    self.label = label
    self.code = code
  }
}
