import Glibc

/// What the store's thread has to do. A pthread mutex, since the thread sanitizer does not understand
/// `Synchronization.Mutex`, and a condition, so that an idle store sleeps.
final class CommandQueue: @unchecked Sendable {
  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private var commands: [QueuedCommand] = []
  private var isClosed = false

  init() {
    mutex = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(mutex)
    changed.deallocate()
    mutex.deallocate()
  }

  /// Adds a command; false when the queue is closed.
  func append(_ command: QueuedCommand) -> Bool {
    locked {
      guard !isClosed else { return false }
      commands.append(command)
      if commands.count == 1 { pthread_cond_signal(changed) }
      return true
    }
  }

  /// Closes the queue to new commands; true the first time.
  func close() -> Bool {
    locked {
      defer { isClosed = true }
      pthread_cond_signal(changed)
      return !isClosed
    }
  }

  /// Waits for commands and takes those that are there, at most `limit`; nil when the queue is closed and empty.
  func next(limit: Int) -> [QueuedCommand]? {
    locked {
      while commands.isEmpty {
        if isClosed { return nil }
        pthread_cond_wait(changed, mutex)
      }
      let batch = Array(commands.prefix(limit))
      commands.removeFirst(batch.count)
      return batch
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
