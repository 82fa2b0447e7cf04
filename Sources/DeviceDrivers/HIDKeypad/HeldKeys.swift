/// The keys that are down: tells a press from a key that is held, repeated, or bounces.
struct HeldKeys {
  private let bounce: Duration
  private var down: [KeyboardUsage] = []
  /// The key that was let go last, and when: a worn contact makes it come back at once.
  private var released: (usage: KeyboardUsage, time: Duration)?

  /// - Parameter bounce: a key that comes back sooner than this was never let go.
  init(bounce: Duration) { self.bounce = bounce }

  /// Takes the keys that are down now, and returns those pressed since.
  mutating func take(_ usages: [KeyboardUsage], at now: Duration) -> [KeyboardUsage] {
    for usage in down where !usages.contains(usage) { release(usage, at: now) }
    return usages.filter { press($0, at: now) }
  }

  /// Takes a key that goes down; false when it is no press: it is down already, or bounced.
  mutating func press(_ usage: KeyboardUsage, at now: Duration) -> Bool {
    guard !down.contains(usage) else { return false }
    down.append(usage)
    // A clock that was set back says nothing.
    if let released, released.usage == usage, now >= released.time, now - released.time < bounce { return false }
    return true
  }

  /// Takes a key that comes up.
  mutating func release(_ usage: KeyboardUsage, at now: Duration) {
    guard let index = down.firstIndex(of: usage) else { return }
    down.remove(at: index)
    released = (usage, now)
  }

  /// The modifiers among them, for a transport that reports them as keys.
  var modifiers: KeyboardModifiers {
    down.reduce(into: []) { modifiers, usage in
      guard KeyboardUsage.modifiers.contains(usage.code) else { return }
      modifiers.insert(KeyboardModifiers(rawValue: 1 << (usage.code - KeyboardUsage.modifiers.lowerBound)))
    }
  }

  /// Nothing is known to be down.
  mutating func forget() {
    down = []
    released = nil
  }

  /// Keeps no trace of a line that is over.
  mutating func forgetReleased() { released = nil }
}
