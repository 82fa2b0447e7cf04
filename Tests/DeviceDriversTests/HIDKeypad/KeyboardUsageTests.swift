import Testing

@testable import DeviceDrivers

struct KeyboardUsageTests {
  @Test("the kernel's key codes lead to the usages of the same keys")
  func keyCodes() {
    for (usage, keyCode) in Keyboard.keyCodes { #expect(KeyboardUsage(keyCode: keyCode)?.code == usage) }
  }

  @Test("no two key codes lead to one usage, and those beyond the keyboard to none")
  func unique() {
    let usages = (0...UInt16.max).compactMap { KeyboardUsage(keyCode: $0)?.code }
    #expect(Set(usages).count == usages.count)
    #expect(KeyboardUsage(keyCode: 0) == nil)
    #expect(KeyboardUsage(keyCode: 0x110) == nil, "a mouse's button")
  }
}
