/// Timers in the order of their deadlines: a binary heap in which each timer knows its place, so that cancelling one
/// costs no search.
struct DeadlineHeap {
  private var timers: [Timer] = []

  var earliest: Duration? { timers.first?.deadline }

  mutating func insert(_ timer: Timer) {
    timers.append(timer)
    timer.position = timers.count - 1
    rise(from: timers.count - 1)
  }

  mutating func remove(_ timer: Timer) {
    guard let position = timer.position else { return }
    timer.position = nil
    let last = timers.removeLast()
    guard position < timers.count else { return }
    place(last, at: position)
    rise(from: position)
    sink(from: position)
  }

  /// Removes and returns the earliest timer if its deadline has come by `now`.
  mutating func removeFirst(dueAt now: Duration) -> Timer? {
    guard let first = timers.first, first.deadline <= now else { return nil }
    remove(first)
    return first
  }

  private mutating func place(_ timer: Timer, at position: Int) {
    timers[position] = timer
    timer.position = position
  }

  private mutating func exchange(_ a: Int, _ b: Int) {
    let timer = timers[a]
    place(timers[b], at: a)
    place(timer, at: b)
  }

  private mutating func rise(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      if timers[parent].deadline <= timers[child].deadline { return }
      exchange(parent, child)
      child = parent
    }
  }

  private mutating func sink(from start: Int) {
    var parent = start
    while true {
      var earliest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < timers.count && timers[child].deadline < timers[earliest].deadline { earliest = child }
      if earliest == parent { return }
      exchange(parent, earliest)
      parent = earliest
    }
  }
}
