internal import DeviceModel

/// Which characters end a code and which take it back.
struct LineKeypadKeys {
  /// The characters that end a code.
  let end: Set<UInt8>
  /// The characters that take back what was typed.
  let clear: Set<UInt8>

  /// Takes the setting `clear` and, of a device whose frames hold keys, `enter`. Without frames what ends a line ends
  /// its code.
  init(taking settings: inout DriverSettings, for framing: LineFraming) throws(DriverSettingsError) {
    var asIs = settings
    let text = asIs.take("clear") ?? "*"
    let asked = try LineCharacters.take("clear", from: &settings)
    let clear = asked ?? (framing.content.isCard ? [] : [0x2A])
    var end: Set<UInt8> = []
    if !framing.isFramed {
      end = framing.end
    } else if framing.content == .keys {
      end = try LineCharacters.take("enter", from: &settings) ?? [0x23, 0x0D]
    }
    guard clear.isDisjoint(with: end.union(framing.start).union(framing.end).union(framing.ignored)) else {
      throw .invalid(name: "clear", value: text, expected: "characters that do not also begin or end a line")
    }
    self.clear = clear
    self.end = end
  }
}
