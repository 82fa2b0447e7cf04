internal import CLinux
import Glibc

/// The one thread that everything but the store runs on: descriptors, deadlines and the actors pinned to it.
///
/// Nothing here polls: the loop sleeps in `epoll_wait` until a descriptor is ready, the earliest deadline has come, or
/// another thread calls `perform`. Handlers run on the loop's thread and must not block. All members but `perform`,
/// `stop` and the executor's own are for that thread alone (or for before `run`).
public final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
  /// Runs when a watched descriptor is ready.
  public typealias Handler = (Readiness) -> Void

  private let epoll: OwnedFileDescriptor
  private let wake: OwnedFileDescriptor
  private var watches: [CInt: Watch] = [:]
  private var deadlines = DeadlineHeap()
  private var running = false
  private var thread: pthread_t?
  private let inbox = Inbox()
  private var endOfTurn: [() -> Void] = []

  /// Makes a loop; it runs on the thread that calls `run`.
  public init() throws(SystemError) {
    epoll = OwnedFileDescriptor(
      adopting: try SystemError.retrying("epoll_create1") { epoll_create1(CInt(EPOLL_CLOEXEC)) })
    wake = OwnedFileDescriptor(
      adopting: try SystemError.retrying("eventfd") { eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK)) })
    try control(EPOLL_CTL_ADD, wake.rawValue, .readable)
  }

  /// Monotonic time that goes on through suspend, since the machine started (C: `CLOCK_BOOTTIME`).
  public var now: Duration { .boottime }

  /// Calls `handler` whenever `descriptor` is ready for what `interest` names, until the watch is cancelled or
  /// released. The descriptor must outlive the watch, and may have one watch only.
  public func watch(
    _ descriptor: CInt, for interest: Readiness, _ handler: @escaping Handler
  ) throws(SystemError) -> Watch {
    precondition(watches[descriptor] == nil, "descriptor \(descriptor) is watched already")
    try control(EPOLL_CTL_ADD, descriptor, interest)
    let watch = Watch(loop: self, descriptor: descriptor, handler: handler)
    watches[descriptor] = watch
    return watch
  }

  /// Calls `handler` once, no earlier than `deadline`, unless the timer is cancelled first. The loop keeps it alive.
  @discardableResult
  public func schedule(at deadline: Duration, _ handler: @escaping () -> Void) -> Timer {
    let timer = Timer(loop: self, deadline: deadline, handler: handler)
    deadlines.insert(timer)
    return timer
  }

  /// Runs `body` on the loop's thread, soon; may be called from any thread.
  public func perform(_ body: @escaping @Sendable () -> Void) {
    if inbox.append(.closure(body)) { ring() }
  }

  /// Runs `body` on this thread when the present turn's handlers are done, before the loop sleeps.
  public func atEndOfTurn(_ body: @escaping () -> Void) { endOfTurn.append(body) }

  /// Runs until `stop` is called.
  public func run() throws(SystemError) {
    thread = pthread_self()
    running = true
    var events = [epoll_event](repeating: epoll_event(), count: 64)
    while running {
      drainEndOfTurn()
      runInbox()
      if !running { break }
      let timeout = inbox.isEmpty && endOfTurn.isEmpty ? milliseconds(until: deadlines.earliest) : 0
      let descriptor = epoll.rawValue
      let count: CInt
      do {
        count = try events.withUnsafeMutableBufferPointer { (buffer) throws(SystemError) -> CInt in
          let ready = epoll_wait(descriptor, buffer.baseAddress, CInt(buffer.count), timeout)
          if ready < 0 && errno != EINTR { throw SystemError(call: "epoll_wait") }
          return max(ready, 0)
        }
      }
      for event in events.prefix(Int(count)) {
        if event.data.fd == wake.rawValue {
          var value: UInt64 = 0
          _ = Glibc.read(wake.rawValue, &value, 8)
        } else {
          watches[event.data.fd]?.fire(Readiness(rawValue: event.events))
        }
      }
      while let timer = deadlines.removeFirst(dueAt: now) { timer.fire() }
    }
  }

  /// Ends `run` after the present turn; may be called from any thread.
  public func stop() { perform { self.running = false } }

  /// Whether the caller is on the loop's thread, or the loop has not been started yet.
  public var isCurrent: Bool {
    guard let thread else { return true }
    return pthread_equal(thread, pthread_self()) != 0
  }

  fileprivate func forget(_ watch: Watch) {
    guard watches[watch.descriptor] === watch else { return }
    watches[watch.descriptor] = nil
    // The owner may have closed it already: the kernel has then forgotten it too.
    _ = epoll_ctl(epoll.rawValue, EPOLL_CTL_DEL, watch.descriptor, nil)
  }

  fileprivate func change(_ watch: Watch, to interest: Readiness) throws(SystemError) {
    try control(EPOLL_CTL_MOD, watch.descriptor, interest)
  }

  fileprivate func forget(_ timer: Timer) { deadlines.remove(timer) }

  private func control(_ operation: CInt, _ descriptor: CInt, _ interest: Readiness) throws(SystemError) {
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(fd: descriptor))
    let epoll = epoll.rawValue
    _ = try SystemError.retrying("epoll_ctl") { epoll_ctl(epoll, operation, descriptor, &event) }
  }

  private func ring() {
    var one: UInt64 = 1
    _ = Glibc.write(wake.rawValue, &one, 8)
  }

  private func drainEndOfTurn() {
    while !endOfTurn.isEmpty {
      let bodies = endOfTurn
      endOfTurn.removeAll()
      for body in bodies { body() }
    }
  }

  private func runInbox() {
    for item in inbox.takeAll() {
      switch item {
      case .closure(let body): body()
      case .job(let job):
        job.runSynchronously(isolatedTo: asUnownedSerialExecutor(), taskExecutor: asUnownedTaskExecutor())
      }
    }
  }

  private func milliseconds(until deadline: Duration?) -> CInt {
    guard let deadline else { return -1 }
    let remaining = deadline - now
    guard remaining > .zero else { return 0 }
    let (seconds, attoseconds) = remaining.components
    // Rounded up, so that no deadline fires early and spins.
    return CInt(clamping: seconds * 1000 + (attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }

  // MARK: Executor

  /// Takes a job of an actor or task that runs on this loop.
  public func enqueue(_ job: consuming ExecutorJob) {
    if inbox.append(.job(UnownedJob(job))) { ring() }
  }

  /// Traps where code that belongs to an actor of this loop runs elsewhere.
  public func checkIsolated() {
    precondition(isCurrent, "an actor of the event loop was entered from another thread")
  }
}

/// A watched descriptor. Cancel it before the descriptor is closed.
public final class Watch {
  private weak var loop: EventLoop?
  fileprivate let descriptor: CInt
  private var handler: EventLoop.Handler?

  fileprivate init(loop: EventLoop, descriptor: CInt, handler: @escaping EventLoop.Handler) {
    self.loop = loop
    self.descriptor = descriptor
    self.handler = handler
  }

  fileprivate func fire(_ readiness: Readiness) { handler?(readiness) }

  /// Watches for something else from now on.
  public func change(to interest: Readiness) throws(SystemError) { try loop?.change(self, to: interest) }

  /// Ends the watch; its handler is released and never called again.
  public func cancel() {
    handler = nil
    loop?.forget(self)
  }
}

/// A deadline somebody waits for.
public final class Timer {
  private weak var loop: EventLoop?
  /// When it fires, in the loop's time.
  public let deadline: Duration
  private var handler: (() -> Void)?
  /// Where the timer stands in the loop's heap; the heap keeps it.
  var position: Int?

  fileprivate init(loop: EventLoop, deadline: Duration, handler: @escaping () -> Void) {
    self.loop = loop
    self.deadline = deadline
    self.handler = handler
  }

  fileprivate func fire() {
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
