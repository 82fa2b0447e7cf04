/// How a serial line is set (POSIX termios; written as in "9600 8N1").
public struct SerialLine: Sendable, Hashable {
  /// The parity bit.
  public enum Parity: String, Sendable, Hashable, CaseIterable {
    case none = "N"
    case even = "E"
    case odd = "O"
  }

  /// Bits per second; one of the rates termios names.
  public var baud: Int
  /// 5 to 8.
  public var dataBits: Int
  /// The parity bit, if any.
  public var parity: Parity
  /// 1 or 2.
  public var stopBits: Int
  /// Whether the port itself switches an RS-485 line's direction; most adapters do so without being told.
  public var isRS485 = false

  /// Makes a setting; 9600 8N1 unless told otherwise.
  public init(baud: Int = 9600, dataBits: Int = 8, parity: Parity = .none, stopBits: Int = 1) {
    self.baud = baud
    self.dataBits = dataBits
    self.parity = parity
    self.stopBits = stopBits
  }

  /// The rates that termios names and keypads use.
  public static let rates = [1200, 2400, 4800, 9600, 19200, 38400, 57600, 115_200, 230_400]

  /// Reads a framing such as `8N1`; nil where it is none.
  public init?(baud: Int, framing: String) {
    let letters = Array(framing.uppercased())
    guard letters.count == 3, Self.rates.contains(baud),
      let dataBits = letters[0].wholeNumberValue, (5...8).contains(dataBits),
      let parity = Parity(rawValue: String(letters[1])),
      let stopBits = letters[2].wholeNumberValue, (1...2).contains(stopBits)
    else { return nil }
    self.init(baud: baud, dataBits: dataBits, parity: parity, stopBits: stopBits)
  }

  /// The framing, such as `8N1`.
  public var framing: String { "\(dataBits)\(parity.rawValue)\(stopBits)" }
}
