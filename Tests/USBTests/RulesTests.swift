import Testing

@Suite("The project's udev rules, under Debian's udev")
struct RulesTests {
  @Test("an adapter with a driver's name gets its group, mode, tags and marks, and stays awake")
  func optedIn() throws { try VirtualMachine.expect(.rulesOptedIn) }

  @Test("a bridge chip that nobody named stays as it was")
  func bridgeChip() throws { try VirtualMachine.expect(.rulesBridgeChip) }

  @Test("one port can be named, and one device kept away from Keyport")
  func onePort() throws { try VirtualMachine.expect(.rulesOnePort) }

  @Test("other packages' rules neither open a keypad to others nor have services started for it")
  func others() throws { try VirtualMachine.expect(.rulesOthers) }

  @Test("a device told by its numbers has all its nodes closed to others, down from its interface")
  func numbers() throws { try VirtualMachine.expect(.rulesNumbers) }
}
