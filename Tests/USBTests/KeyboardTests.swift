import Testing

@Suite("A USB keyboard, under Debian's kernel")
struct KeyboardTests {
  @Test("digits typed on QEMU's keyboard come out of its event node")
  func events() throws { try VirtualMachine.expect(.keyboardEvents) }

  @Test(
    "a code typed on a keypad logs in and reaches no other reader and no virtual terminal, until the daemon ends")
  func isPrivate() throws { try VirtualMachine.expect(.keyboardPrivate) }

  @Test("who may read other keyboards may open neither the keypad's event node nor its hidraw node")
  func others() throws { try VirtualMachine.expect(.keyboardOthers) }

  @Test("over libusb the kernel's driver is detached, a code logs in, and the keyboard is given back")
  func libusb() throws { try VirtualMachine.expect(.keyboardLibusb) }

  @Test("a keypad that another program has grabbed is busy, the program named where it can be, and taken afterwards")
  func busy() throws { try VirtualMachine.expect(.keyboardBusy) }

  @Test("a keypad whose rule is missing is forbidden, the rule named, and ready once the rule is there")
  func forbidden() throws { try VirtualMachine.expect(.keyboardForbidden) }

  @Test("a keypad that is pulled out while a key is down logs in when it is back")
  func heldKey() throws { try VirtualMachine.expect(.keyboardHeldKey) }

  @Test("a keypad's code goes to the login at the seat that udev gave it")
  func seat() throws { try VirtualMachine.expect(.keyboardSeat) }

  @Test("ten times in and out leave the daemon no descriptor and no thread more")
  func storm() throws { try VirtualMachine.expect(.keyboardStorm) }

  @Test("thirty-two keyboards and adapters at once are all ready, and leave nothing behind")
  func crowd() throws { try VirtualMachine.expect(.crowd) }
}
