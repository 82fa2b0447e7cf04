/// A deadline somebody waits for.
public final class Timer {
  private weak var loop: EventLoop?
  /// When it fires, in the loop's time.
  public let deadline: Duration
  private var handler: (() -> Void)?
  /// Where the timer stands in the loop's heap; the heap keeps it.
  var position: Int?
  /// Which of the timers that the loop was ever given it is; the heap sets it.
  var number: UInt64 = 0

  init(loop: EventLoop?, deadline: Duration, handler: @escaping () -> Void) {
    self.loop = loop
    self.deadline = deadline
    self.handler = handler
  }

  func fire() {
    let handler = handler
    self.handler = nil
    handler?()
  }

  /// Ends the wait; the handler is released and never called.
  public func cancel() {
    handler = nil
    loop?.forget(self)
  }
}
