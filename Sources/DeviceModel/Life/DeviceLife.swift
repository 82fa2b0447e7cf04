/// A device's course from plugging in to unplugging: `present → identifying → ready → claimed | busy | forbidden | failed |
/// gone`. It decides when the device is opened, closed and looked at again; who carries that out tells it what happened.
public struct DeviceLife: Sendable {
  /// What happened to the device.
  public enum Event: Sendable, Equatable {
    /// A driver speaks for it.
    case adopted
    /// It could not be opened or taken, and is closed; the state says why: `busy`, `forbidden` or `failed`.
    case refused(DeviceState)
    /// Its driver knows who it is.
    case identified
    /// Its driver gave it up, for the reason given; it stays open, so that it may come to itself.
    case gaveUp(String)
    /// It closed by itself for another reason than being unplugged.
    case broke(String)
    /// The kernel tells that somebody closed its node, or that the node's rights have changed.
    case nodeChanged
    /// A login waits at its seat.
    case wanted
    /// No login waits at its seat any more.
    case unwanted
    /// `nextDeadline` has come.
    case deadline
    /// The machine has slept: the device may have been used elsewhere or have lost its power meanwhile.
    case woke
    /// It is not there any more.
    case unplugged
  }

  /// What is to be done.
  public enum Effect: Sendable, Equatable {
    /// Open it and let its driver find out who it is.
    case open
    /// Close it and wipe what is buffered.
    case close
    /// Tell when its node is closed by somebody, or changes its rights.
    case watchNode
    /// No longer; always before `open`, whose own closing would be told otherwise.
    case unwatchNode
    /// The state is another than before, or what is known of the device is.
    case tell
  }

  /// When it is looked at again after a refusal, and no more after these. The kernel tells of a node's closing before its
  /// holder has let go of it, and a pty whose other end is still being set up cannot be opened yet.
  public static let pauses: [Duration] = [.milliseconds(10), .milliseconds(50), .milliseconds(250), .seconds(1)]

  /// Where the device stands.
  public private(set) var state: DeviceState = .present
  /// When it wants `Event.deadline`, if it waits for anything.
  public private(set) var nextDeadline: Duration?
  private var isOpen = false
  private var isWanted = false
  private var looks = 0

  /// A device that was just plugged in.
  public init() {}

  /// Takes what happened.
  /// - Parameter now: monotonic time since an arbitrary start, never running backwards.
  public mutating func handle(_ event: Event, at now: Duration) -> [Effect] {
    if state == .gone { return [] }
    switch event {
    case .adopted: return state == .present ? open() : []
    case .refused(let refusal): return refused(refusal, at: now)
    case .identified:
      guard isOpen else { return [] }
      looks = 0
      state = isWanted ? .claimed : .ready
      return [.tell]
    case .gaveUp(let cause): return isOpen ? change(to: .failed(cause)) : []
    case .broke(let cause):
      guard isOpen else { return [] }
      isOpen = false
      // Its node stays: to open it again and again would spin. Only a change of the node or a login is worth a look.
      looks = Self.pauses.count
      return [.close] + change(to: .failed(cause)) + [.watchNode]
    case .nodeChanged:
      guard isWaiting else { return [] }
      looks = 0
      return reopen()
    case .wanted:
      isWanted = true
      if state == .ready { return change(to: .claimed) }
      return isWaiting ? reopen() : []
    case .unwanted:
      isWanted = false
      return state == .claimed ? change(to: .ready) : []
    case .deadline:
      guard let deadline = nextDeadline, now >= deadline, isWaiting else { return [] }
      return reopen()
    case .woke:
      looks = 0
      guard isOpen else { return isWaiting ? reopen() : [] }
      // Nobody has it until its driver has found it again: what was typed before the sleep is void.
      return [.close] + change(to: .identifying) + [.open]
    case .unplugged:
      let end: [Effect] = isOpen ? [.close] : isWaiting ? [.unwatchNode] : []
      isOpen = false
      nextDeadline = nil
      return end + change(to: .gone)
    }
  }

  /// Closed after a refusal or a failure, and watched.
  private var isWaiting: Bool { !isOpen && state != .present && state != .gone }

  private mutating func open() -> [Effect] {
    isOpen = true
    nextDeadline = nil
    return change(to: .identifying) + [.open]
  }

  /// Looks again; what the operator sees changes only with the result.
  private mutating func reopen() -> [Effect] {
    isOpen = true
    nextDeadline = nil
    return [.unwatchNode, .open]
  }

  private mutating func refused(_ refusal: DeviceState, at now: Duration) -> [Effect] {
    guard isOpen else { return [] }
    isOpen = false
    if case .forbidden = refusal {
      // Rights change by a change of the node alone.
    } else if looks < Self.pauses.count {
      nextDeadline = now + Self.pauses[looks]
      looks += 1
    }
    return [.close] + change(to: refusal) + [.watchNode]
  }

  private mutating func change(to next: DeviceState) -> [Effect] {
    guard state != next else { return [] }
    state = next
    return [.tell]
  }
}
