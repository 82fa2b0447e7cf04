public import DeviceModel

/// A known device on a serial line: how its line is set and how it frames what it says. A device that no row fits is
/// described by settings on top of the nearest.
public struct LinePreset: Sendable {
  /// What the setting `preset` calls it.
  public let name: String
  /// How its serial line is set.
  public let line: SerialLine
  /// How it frames what it says.
  let framing: LineFraming

  /// Digits ended by CR, LF or `#`: any keypad that types.
  public static let plain = LinePreset(
    name: "plain", line: SerialLine(), framing: LineFraming(end: [0x0D, 0x0A, 0x23]))

  /// Every preset.
  public static let all = [
    plain,
    // Keypad and reader in one. Its manual (IDTECK STAR RFK101, page 12) gives cards eight characters and keypads one to
    // eight, so that eight are a card unless the operator says that there are none; it names the LRC and does not say
    // over what, which is here everything before it.
    LinePreset(
      name: "star-rfk101", line: SerialLine(stopBits: 2),
      framing: LineFraming(
        content: .code, start: [0x02], end: [0x03], checksum: LineChecksum("xor byte start end after"),
        pause: .milliseconds(300), cardLength: 8)),
    // HID MaxiProx 5375, installation guide 5375-901, page 19.
    LinePreset(
      name: "maxiprox-5375", line: SerialLine(),
      framing: LineFraming(content: .hexCard, end: [0x0D, 0x0A], checksum: LineChecksum("sum hex pairs"))),
    // EM-18: twelve characters and no end, so that a pause alone tells where one starts.
    LinePreset(
      name: "em-18", line: SerialLine(),
      framing: LineFraming(
        content: .hexCard, length: 12, checksum: LineChecksum("xor hex pairs"), pause: .milliseconds(300))),
    // Siemens RF200 in its ASCII mode, C79000-G8976-C329, page 6; a line feed may stand before the end.
    LinePreset(
      name: "rf200-ascii", line: SerialLine(baud: 19200, parity: .odd),
      framing: LineFraming(
        content: .hexCard, start: [0x02], end: [0x03], ignored: [0x0A], pause: .milliseconds(300))),
    // Promag MF7xx, manual page 13: header, reader's number, length and trailer are the operator's choice there, and so
    // settings here.
    LinePreset(
      name: "promag-mf7xx", line: SerialLine(baud: 19200), framing: LineFraming(content: .card, end: [0x0D, 0x0A])),
    // RF IDeas readers on a serial line, 99009150: text in lines.
    LinePreset(name: "rf-ideas", line: SerialLine(), framing: LineFraming(content: .card, end: [0x0D, 0x0A])),
    // Renkforce Leser 7, manual pages 59 and 60: a reader's address of two digits comes first, then a command.
    LinePreset(
      name: "renkforce-7", line: SerialLine(),
      framing: LineFraming(content: .card, start: [0x02], end: [0x04], checksum: LineChecksum("sum hex"))),
  ]

  /// Takes the setting `preset`.
  static func take(from settings: inout DriverSettings) throws(DriverSettingsError) -> LinePreset {
    guard let name = settings.take("preset") else { return plain }
    guard let preset = all.first(where: { $0.name == name }) else {
      throw .invalid(
        name: "preset", value: name, expected: "one of \(all.map(\.name).joined(separator: ", "))")
    }
    return preset
  }
}
