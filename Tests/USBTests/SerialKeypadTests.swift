import Testing

@Suite("A keypad on a USB serial adapter, under Debian's kernel")
struct SerialKeypadTests {
  @Test("an adapter that nobody named is seen come and go, and is not opened")
  func seen() throws { try VirtualMachine.expect(.serialSeen) }

  @Test("an adapter that a udev rule names is read with no right but the group's, and its code logs in once")
  func property() throws { try VirtualMachine.expect(.serialProperty) }

  @Test("an adapter that the configuration names by its serial number logs in when it is plugged in")
  func configuration() throws { try VirtualMachine.expect(.serialConfiguration) }

  @Test("an adapter that the daemon may not open is forbidden, and the missing group named")
  func forbidden() throws { try VirtualMachine.expect(.serialForbidden) }

  @Test("an adapter that is pulled out in mid-code takes its digits with it, and logs in when it is back")
  func midCode() throws { try VirtualMachine.expect(.serialMidCode) }

  @Test("an adapter's code goes to the login at the seat that udev gave it")
  func seat() throws { try VirtualMachine.expect(.serialSeat) }

  @Test("twenty times in and out leave the daemon no descriptor and no thread more")
  func storm() throws { try VirtualMachine.expect(.serialStorm) }
}
