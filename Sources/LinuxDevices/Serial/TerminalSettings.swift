import DeviceModel
import Glibc

/// A serial line's settings in termios' terms.
struct TerminalSettings {
  private static let speeds: [(baud: Int, speed: speed_t)] = [
    (1200, speed_t(B1200)), (2400, speed_t(B2400)), (4800, speed_t(B4800)), (9600, speed_t(B9600)),
    (19200, speed_t(B19200)), (38400, speed_t(B38400)), (57600, speed_t(B57600)), (115_200, speed_t(B115200)),
    (230_400, speed_t(B230400)),
  ]

  private static let framing = tcflag_t(CSIZE | PARENB | PARODD | CSTOPB)

  /// Returns `settings` made raw and set to `line`; nil for a rate that termios does not name.
  static func applying(_ line: SerialLine, to settings: termios) -> termios? {
    guard let speed = speeds.first(where: { $0.baud == line.baud })?.speed else { return nil }
    var settings = settings
    cfmakeraw(&settings)
    cfsetspeed(&settings, speed)
    // A byte of wrong parity arrives as NUL, which no keypad sends, and so spoils the line rather than changing a digit.
    settings.c_iflag &= ~tcflag_t(IXOFF | IXANY | IGNPAR | INPCK)
    if line.parity != .none { settings.c_iflag |= tcflag_t(INPCK) }
    settings.c_cflag &= ~(framing | tcflag_t(CRTSCTS))
    settings.c_cflag |= tcflag_t(CLOCAL | CREAD)
    switch line.dataBits {
    case 5: settings.c_cflag |= tcflag_t(CS5)
    case 6: settings.c_cflag |= tcflag_t(CS6)
    case 7: settings.c_cflag |= tcflag_t(CS7)
    default: settings.c_cflag |= tcflag_t(CS8)
    }
    switch line.parity {
    case .none: break
    case .even: settings.c_cflag |= tcflag_t(PARENB)
    case .odd: settings.c_cflag |= tcflag_t(PARENB | PARODD)
    }
    if line.stopBits == 2 { settings.c_cflag |= tcflag_t(CSTOPB) }
    // At least one byte a read: 0 would make "nothing there yet" look like the end.
    withUnsafeMutableBytes(of: &settings.c_cc) { characters in
      characters[Int(VMIN)] = 1
      characters[Int(VTIME)] = 0
    }
    return settings
  }

  /// Whether the driver took the rate that was asked for.
  static func sameRate(_ a: termios, _ b: termios) -> Bool {
    var a = a
    var b = b
    return cfgetispeed(&a) == cfgetispeed(&b) && cfgetospeed(&a) == cfgetospeed(&b)
  }

  /// Whether the driver took the framing that was asked for.
  static func sameFraming(_ a: termios, _ b: termios) -> Bool { a.c_cflag & framing == b.c_cflag & framing }
}
