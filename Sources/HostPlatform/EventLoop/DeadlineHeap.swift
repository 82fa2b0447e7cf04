/// Timers in the order of their deadlines, then of their arrival: a binary heap in which each timer knows its place, so
/// that cancelling one costs no search.
struct DeadlineHeap {
  private var timers: [Timer] = []
  private var count: UInt64 = 0

  var earliest: Duration? { timers.first?.deadline }

  mutating func insert(_ timer: Timer) {
    count += 1
    timer.number = count
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

  /// Removes and returns the timers whose deadlines have come by `now`, in order.
  mutating func removeAll(dueAt now: Duration) -> [Timer] {
    var due: [Timer] = []
    while let first = timers.first, first.deadline <= now {
      remove(first)
      due.append(first)
    }
    return due
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

  private func precedes(_ a: Int, _ b: Int) -> Bool {
    (timers[a].deadline, timers[a].number) < (timers[b].deadline, timers[b].number)
  }

  private mutating func rise(from start: Int) {
    var child = start
    while child > 0 {
      let parent = (child - 1) / 2
      if !precedes(child, parent) { return }
      exchange(parent, child)
      child = parent
    }
  }

  private mutating func sink(from start: Int) {
    var parent = start
    while true {
      var earliest = parent
      for child in [2 * parent + 1, 2 * parent + 2]
      where child < timers.count && precedes(child, earliest) { earliest = child }
      if earliest == parent { return }
      exchange(parent, earliest)
      parent = earliest
    }
  }
}
