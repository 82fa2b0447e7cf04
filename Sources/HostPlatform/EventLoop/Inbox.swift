import Glibc

/// What other threads want done on the loop. A pthread mutex, since the thread sanitizer does not understand
/// `Synchronization.Mutex`.
final class Inbox: @unchecked Sendable {
  enum Item {
    case closure(@Sendable () -> Void)
    case job(UnownedJob)
  }

  private let mutex: UnsafeMutablePointer<pthread_mutex_t>
  private var items: [Item] = []

  init() {
    mutex = .allocate(capacity: 1)
    pthread_mutex_init(mutex, nil)
  }

  deinit {
    pthread_mutex_destroy(mutex)
    mutex.deallocate()
  }

  var isEmpty: Bool { locked { items.isEmpty } }

  /// Adds an item; true when the loop has to be woken for it.
  func append(_ item: Item) -> Bool {
    locked {
      items.append(item)
      return items.count == 1
    }
  }

  func takeAll() -> [Item] {
    locked {
      let all = items
      items.removeAll()
      return all
    }
  }

  private func locked<Result>(_ body: () -> Result) -> Result {
    pthread_mutex_lock(mutex)
    defer { pthread_mutex_unlock(mutex) }
    return body()
  }
}
