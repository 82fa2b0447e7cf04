/// A numeric address and port to listen on, such as `127.0.0.1:8420` or `[::1]:8420`.
public struct ListenAddress: Equatable, Sendable, CustomStringConvertible {
  /// The address, without brackets.
  public var address: String
  /// The port; 0 for one that the kernel picks.
  public var port: UInt16

  /// Reads `ADDR:PORT`; nil where it is none. `localhost` stands for 127.0.0.1.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else { return nil }
    var address = text[..<colon]
    if address.hasPrefix("[") && address.hasSuffix("]") {
      address = address.dropFirst().dropLast()
    } else if address.contains(":") {
      return nil
    }
    guard !address.isEmpty else { return nil }
    self.address = address == "localhost" ? "127.0.0.1" : String(address)
    self.port = port
  }

  /// Whether only this machine reaches it.
  public var isLoopback: Bool { address.hasPrefix("127.") || address == "::1" }

  /// `ADDR:PORT`, an IPv6 address in brackets.
  public var description: String { address.contains(":") ? "[\(address)]:\(port)" : "\(address):\(port)" }
}
