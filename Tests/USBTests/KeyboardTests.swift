import Testing

@Suite("A USB keyboard, under Debian's kernel")
struct KeyboardTests {
  @Test("digits typed on QEMU's keyboard come out of its event node")
  func events() throws { try VirtualMachine.expect(.keyboardEvents) }
}
