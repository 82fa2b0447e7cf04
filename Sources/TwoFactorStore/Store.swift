public import HostPlatform
public import TwoFactor

/// Carries out the machines' store commands on an SQLite file, on the one thread that may wait for a disk.
///
/// Commands go in by a queue and are answered in that order. Those that wait together are committed together, each in
/// a savepoint of its own so that one that fails undoes only itself; no answer leaves before the commit that holds it
/// is on the disk. The file is opened by the first command, not before; an opening that fails fails the commands that
/// were waiting for it, and the next command tries again. Several stores, in several processes, may share one file.
public final class Store: Sendable {
  /// Brings closures to where answers are wanted; called on the store's thread.
  public typealias Delivery = @Sendable (@escaping @Sendable () -> Void) -> Void

  private let queue: CommandQueue
  private let thread: StoreThread?
  private let deliver: Delivery

  /// Makes a store; this neither opens the file nor waits.
  /// - Parameters:
  ///   - path: the database file, created with mode 0600 where there is none; its folder has to exist.
  ///   - key: seals the secrets in it.
  ///   - deliver: runs answers, such as the event loop's `perform`.
  public convenience init(path: String, key: SealingKey, deliver: @escaping Delivery) {
    self.init(path: path, key: key, options: DatabaseOptions(), deliver: deliver)
  }

  init(path: String, key: SealingKey, options: DatabaseOptions, deliver: @escaping Delivery) {
    let queue = CommandQueue()
    let worker = StoreWorker(path: path, key: key, options: options, queue: queue, deliver: deliver)
    self.queue = queue
    self.deliver = deliver
    thread = StoreThread { worker.run() }
  }

  deinit {
    // The last reference may go on the store's own thread, which cannot wait for itself: it ends alone.
    if queue.close() { thread?.detach() }
  }

  /// Has `command` carried out; `done` is delivered with its answer, exactly once. From any thread.
  public func perform(
    _ command: StoreCommand, _ done: @escaping @Sendable (Result<StoreResult, StoreFailure>) -> Void
  ) {
    guard thread != nil else {
      return deliver { done(.failure(.unavailable("no thread could be started for it"))) }
    }
    if !queue.append(QueuedCommand(command: command, done: done)) {
      deliver { done(.failure(.unavailable("it is closed"))) }
    }
  }

  /// Finishes what was asked for, moves the log into the database file and ends the thread; later commands fail.
  /// Waits for the disk; answers are delivered as ever.
  public func close() {
    if queue.close() { thread?.join() }
  }
}
