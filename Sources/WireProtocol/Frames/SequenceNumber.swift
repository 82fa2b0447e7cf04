/// The number of a frame that must arrive (REQ-SEQ-001): 1 to 255, then 1 again. Frames with number 0 are link messages,
/// which nobody acknowledges.
public enum SequenceNumber {
  /// What an unnumbered frame carries.
  public static let unnumbered: UInt8 = 0

  /// The number behind `number`; 1 behind the hello's 0.
  public static func following(_ number: UInt8) -> UInt8 { number == .max ? 1 : number + 1 }
}
