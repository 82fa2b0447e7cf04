import DeviceModel
import Testing

struct SerialLineTests {
  @Test("a framing is read and written as in 8N1", arguments: ["8N1", "7E2", "5O1", "6N2"])
  func roundTrip(framing: String) {
    #expect(SerialLine(baud: 9600, framing: framing)?.framing == framing)
    #expect(SerialLine(baud: 9600, framing: framing.lowercased())?.framing == framing)
  }

  @Test("what is no framing is refused", arguments: ["", "8N", "8N11", "9N1", "4N1", "8X1", "8N0", "8N3", "N81"])
  func refused(framing: String) {
    #expect(SerialLine(baud: 9600, framing: framing) == nil)
  }

  @Test("a rate that termios does not name is refused")
  func rates() {
    #expect(SerialLine(baud: 9601, framing: "8N1") == nil)
    #expect(SerialLine(baud: 0, framing: "8N1") == nil)
  }
}
