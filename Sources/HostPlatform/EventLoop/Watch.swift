/// A watched descriptor. It ends when it is cancelled or released; do either before the descriptor is closed.
public final class Watch {
  private weak var loop: EventLoop?
  let descriptor: CInt
  let generation: UInt32
  private var interest: Readiness
  private var handler: EventLoop.Handler?

  init(
    loop: EventLoop, descriptor: CInt, generation: UInt32, interest: Readiness, handler: @escaping EventLoop.Handler
  ) {
    self.loop = loop
    self.descriptor = descriptor
    self.generation = generation
    self.interest = interest
    self.handler = handler
  }

  deinit { loop?.forget(self) }

  func fire(_ readiness: Readiness) { handler?(readiness) }

  /// Watches for something else from now on.
  public func change(to interest: Readiness) throws(SystemError) {
    guard interest != self.interest else { return }
    try loop?.change(self, to: interest)
    self.interest = interest
  }

  /// Ends the watch; its handler is released and never called again.
  public func cancel() {
    handler = nil
    loop?.forget(self)
  }
}
