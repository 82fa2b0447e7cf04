import DeviceModel
import TokenEmulator

extension PersonAct {
  /// Reads what a test has the person do.
  init?(_ line: String) {
    let words = line.split(separator: " ").map(String.init)
    switch (words.first, words.dropFirst().first) {
    case ("enter", nil): self = .press(.enter)
    case ("clear", nil): self = .press(.clear)
    case ("pairing", nil): self = .openPairing
    case ("case", let state?): self = .tamper(isOpen: state == "open")
    case ("button", let slot?):
      guard let slot = Int(slot) else { return nil }
      self = .button(slot: slot)
    case (let digit?, nil):
      guard digit.count == 1, let digit = UInt8(digit), digit < 10 else { return nil }
      self = .press(.digit(digit))
    default: return nil
    }
  }
}
