internal import CLinux
import Glibc
internal import Synchronization

/// The one thread that everything but the store runs on: descriptors, deadlines and the actors pinned to it.
///
/// Nothing here polls: the loop sleeps in `epoll_wait` until a descriptor is ready, the earliest deadline has come, or
/// another thread calls `perform`. Handlers run on the loop's thread and must not block. All members but `perform`,
/// `stop`, `isCurrent` and the executor's own are for that thread alone (or for before `run`).
///
/// A turn is: what `perform` and the actors have queued, then the ready descriptors, then the timers that are due in
/// the order of their deadlines, then what `atEndOfTurn` was given.
public final class EventLoop: SerialExecutor, TaskExecutor, @unchecked Sendable {
  /// Runs when a watched descriptor is ready.
  public typealias Handler = (Readiness) -> Void

  /// A watch, not kept alive, and which of all that the loop ever had it is.
  private struct Registration {
    weak var watch: Watch?
    let generation: UInt32
  }

  private let epoll: OwnedFileDescriptor
  private let wake: OwnedFileDescriptor
  private let alarm: DeadlineAlarm
  private var watches: [CInt: Registration] = [:]
  private var generation: UInt32 = 0
  private var deadlines = DeadlineHeap()
  private var running = false
  /// The `pthread_self` of the thread in `run`, 0 before.
  private let thread = Atomic<UInt>(0)
  private let inbox = Inbox()
  private var endOfTurn: [() -> Void] = []

  /// Makes a loop; it runs on the thread that calls `run`.
  public init() throws(SystemError) {
    epoll = OwnedFileDescriptor(
      adopting: try SystemError.retrying("epoll_create1") { epoll_create1(CInt(EPOLL_CLOEXEC)) })
    wake = OwnedFileDescriptor(
      adopting: try SystemError.retrying("eventfd") { eventfd(0, CInt(EFD_CLOEXEC | EFD_NONBLOCK)) })
    alarm = try DeadlineAlarm()
    try control(EPOLL_CTL_ADD, wake.rawValue, .readable, generation: 0)
    try control(EPOLL_CTL_ADD, alarm.descriptor.rawValue, .readable, generation: 0)
  }

  /// Monotonic time that goes on through suspend, since the machine started (C: `CLOCK_BOOTTIME`).
  public var now: Duration { .boottime }

  /// Calls `handler` whenever `descriptor` is ready for what `interest` names, until the watch is cancelled or
  /// released. The descriptor must outlive the watch, and may have one watch only.
  public func watch(
    _ descriptor: CInt, for interest: Readiness, _ handler: @escaping Handler
  ) throws(SystemError) -> Watch {
    precondition(watches[descriptor] == nil, "descriptor \(descriptor) is watched already")
    generation &+= 1
    try control(EPOLL_CTL_ADD, descriptor, interest, generation: generation)
    let watch = Watch(
      loop: self, descriptor: descriptor, generation: generation, interest: interest, handler: handler)
    watches[descriptor] = Registration(watch: watch, generation: generation)
    return watch
  }

  /// Calls `handler` once, no earlier than `deadline`, unless the timer is cancelled first. The loop keeps it alive.
  /// Timers of the same deadline fire in the order in which they were scheduled; one that is scheduled by a handler
  /// fires in a later turn, however early its deadline.
  @discardableResult
  public func schedule(at deadline: Duration, _ handler: @escaping () -> Void) -> Timer {
    let timer = Timer(loop: self, deadline: deadline, handler: handler)
    deadlines.insert(timer)
    return timer
  }

  /// Runs `body` on the loop's thread, soon; may be called from any thread.
  public func perform(_ body: @escaping @Sendable () -> Void) { submit(.closure(body)) }

  /// Runs `body` on this thread when the present turn's handlers are done, before the loop sleeps.
  public func atEndOfTurn(_ body: @escaping () -> Void) { endOfTurn.append(body) }

  /// Runs until `stop` is called.
  public func run() throws(SystemError) {
    thread.store(Self.currentThread, ordering: .releasing)
    defer { thread.store(0, ordering: .releasing) }
    running = true
    var events = [epoll_event](repeating: epoll_event(), count: 64)
    drainEndOfTurn()
    while true {
      runInbox()
      drainEndOfTurn()
      if !running { return }
      // What this thread queues for itself rings no bell, since the loop looks here before it sleeps.
      let count = try wait(for: &events, sleeping: inbox.isEmpty)
      for event in events.prefix(count) { dispatch(event) }
      for timer in deadlines.removeAll(dueAt: now) { timer.fire() }
      drainEndOfTurn()
    }
  }

  /// Ends `run` after the present turn; may be called from any thread.
  public func stop() { perform { self.running = false } }

  /// Whether the caller is on the loop's thread, or the loop is not running.
  public var isCurrent: Bool {
    let thread = thread.load(ordering: .acquiring)
    return thread == 0 || thread == Self.currentThread
  }

  func forget(_ watch: Watch) {
    guard watches[watch.descriptor]?.generation == watch.generation else { return }
    watches[watch.descriptor] = nil
    // The owner may have closed it already: the kernel has then forgotten it too.
    _ = epoll_ctl(epoll.rawValue, EPOLL_CTL_DEL, watch.descriptor, nil)
  }

  func change(_ watch: Watch, to interest: Readiness) throws(SystemError) {
    guard watches[watch.descriptor]?.generation == watch.generation else { return }
    try control(EPOLL_CTL_MOD, watch.descriptor, interest, generation: watch.generation)
  }

  func forget(_ timer: Timer) { deadlines.remove(timer) }

  private func wait(for events: inout [epoll_event], sleeping: Bool) throws(SystemError) -> Int {
    if sleeping { try alarm.set(to: deadlines.earliest) }
    let ready = epoll_wait(epoll.rawValue, &events, CInt(events.count), sleeping ? -1 : 0)
    if ready < 0 && errno != EINTR { throw SystemError(call: "epoll_wait") }
    return Int(max(ready, 0))
  }

  private func dispatch(_ event: epoll_event) {
    let descriptor = CInt(truncatingIfNeeded: event.data.u64)
    if descriptor == wake.rawValue {
      var value: UInt64 = 0
      _ = Glibc.read(wake.rawValue, &value, 8)
    } else if descriptor == alarm.descriptor.rawValue {
      alarm.rang()
    } else if let registration = watches[descriptor], registration.generation == UInt32(event.data.u64 >> 32) {
      // A handler earlier in this turn may have closed a descriptor whose number is in use again: the generation tells
      // its event from one of the new descriptor.
      registration.watch?.fire(Readiness(rawValue: event.events))
    }
  }

  private func control(
    _ operation: CInt, _ descriptor: CInt, _ interest: Readiness, generation: UInt32
  ) throws(SystemError) {
    let mark = UInt64(generation) << 32 | UInt64(UInt32(bitPattern: descriptor))
    var event = epoll_event(events: interest.rawValue, data: epoll_data_t(u64: mark))
    let epoll = epoll.rawValue
    _ = try SystemError.retrying("epoll_ctl") { epoll_ctl(epoll, operation, descriptor, &event) }
  }

  private func submit(_ item: Inbox.Item) {
    guard inbox.append(item), thread.load(ordering: .acquiring) != Self.currentThread else { return }
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

  private static var currentThread: UInt { UInt(pthread_self()) }

  // MARK: Executor

  /// Takes a job of an actor or task that runs on this loop.
  public func enqueue(_ job: consuming ExecutorJob) { submit(.job(UnownedJob(job))) }

  /// Traps where code that belongs to an actor of this loop runs elsewhere.
  public func checkIsolated() {
    precondition(isCurrent, "an actor of the event loop was entered from another thread")
  }
}
