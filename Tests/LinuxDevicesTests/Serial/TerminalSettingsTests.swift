import DeviceModel
import Glibc
import Testing

@testable import LinuxDevices

@Suite("a line's settings in termios")
struct TerminalSettingsTests {
  @Test(
    "have the framing that was asked for",
    arguments: [
      ("8N1", CS8), ("7E1", CS7 | PARENB), ("7O2", CS7 | PARENB | PARODD | CSTOPB), ("6N2", CS6 | CSTOPB),
      ("5E1", CS5 | PARENB),
    ])
  func framing(name: String, bits: CInt) throws {
    let line = try #require(SerialLine(baud: 9600, framing: name))
    var before = termios()
    before.c_cflag = tcflag_t(CRTSCTS) | tcflag_t(CSTOPB | PARENB | PARODD | CS5)
    let settings = try #require(TerminalSettings.applying(line, to: before))
    #expect(settings.c_cflag & tcflag_t(CSIZE | PARENB | PARODD | CSTOPB) == tcflag_t(bits))
    #expect(settings.c_cflag & tcflag_t(CRTSCTS) == 0)
    #expect(settings.c_cflag & tcflag_t(CLOCAL | CREAD) == tcflag_t(CLOCAL | CREAD))
    // A byte of wrong parity arrives as NUL instead of as another digit.
    #expect((settings.c_iflag & tcflag_t(INPCK) != 0) == (line.parity != .none))
    #expect(settings.c_iflag & tcflag_t(IGNPAR | PARMRK) == 0)
  }
}
