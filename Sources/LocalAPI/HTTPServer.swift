public import HostPlatform

/// The API and the pages over HTTP, on a Unix socket and on loopback. It lives on the loop's thread.
public final class HTTPServer {
  private let loop: EventLoop
  private let handler: APIHandler
  private let operators: Set<UInt32>
  private let log: Log

  /// Makes a server that listens nowhere yet.
  /// - Parameter operators: user numbers that get the role `operator` on the Unix socket, beside root and the
  ///   daemon's own user.
  public init(loop: EventLoop, handler: APIHandler, operators: Set<UInt32>, log: Log) {
    self.loop = loop
    self.handler = handler
    self.operators = operators
    self.log = log
  }

  /// Listens on a Unix socket with the mode 0660.
  public func listen(unix path: String) throws(ListenError) {}

  /// Listens on a loopback address.
  /// - Returns: the port, chosen by the kernel if `port` is 0.
  public func listen(loopback address: String, port: UInt16) throws(ListenError) -> UInt16 { port }

  /// Sends an event to everyone who follows the event stream.
  public func publish(_ event: APIEvent) {}

  /// Ends all connections and listeners.
  public func close() {}
}
