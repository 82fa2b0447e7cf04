import Testing

@testable import LinuxDevices

@Suite("a USB string")
struct USBTextTests {
  @Test(
    "is text without its padding, or nothing",
    arguments: [
      ("Keypad", "Keypad"), ("  Key pad \0\0", "Key pad"), ("", nil), (" \0 ", nil), ("Größe 🔑", "Größe 🔑"),
    ])
  func decoded(raw: String, text: String?) { #expect(USBText.decode(Array(raw.utf16)) == text) }

  @Test("with half a character keeps the rest")
  func broken() { #expect(USBText.decode([0x41, 0xD83D, 0x42]) == "A\u{FFFD}B") }
}
