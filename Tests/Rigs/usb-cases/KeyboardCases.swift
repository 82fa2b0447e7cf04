import Foundation

/// QEMU's USB keyboard.
enum KeyboardCases {
  static let all: [Case] = [Case("keyboard-events", events)]

  static let node = "/dev/input/by-id/usb-QEMU_QEMU_USB_Keyboard_PAD-event-kbd"
  private static let digits = Array("1234567890").map(String.init)

  /// Digits typed on it come out of its event node: what the cases of its driver stand on.
  static func events(_ guest: Guest) throws {
    try guest.plugKeyboard("PAD")
    try guest.wait(for: node)
    let keys = try InputKeys(path: node)
    try guest.press(digits)
    // Key codes 2 to 11 are the row 1 to 9, 0 (<linux/input-event-codes.h>).
    for wanted in UInt16(2)...11 { try check(try keys.next(), is: wanted, "the next key pressed") }
  }
}
