internal import WireProtocol

/// How the token is.
extension TokenMachine where Hash: ~Copyable {
  func status(at now: Duration) -> DeviceStatus {
    let pin: DeviceStatus.PIN =
      if let pin = memory.pin { pin.triesLeft == 0 ? .blocked : isUnlocked(at: now) ? .unlocked : .locked } else {
        .none
      }
    return DeviceStatus(
      battery: battery, tamper: tamper, selfTest: selfTest, pin: pin, pinTries: memory.pin?.triesLeft ?? 0,
      pairedHosts: UInt8(memory.hosts.count), uptime: UInt32(truncatingIfNeeded: (now - startedAt).components.seconds))
  }

  mutating func takeTamper(isOpen: Bool, at now: Duration, _ effects: inout [TokenEffect]) {
    let before = tamper
    tamper = isOpen ? [.open, .wasOpened] : tamper.subtracting(.open)
    guard tamper != before else { return }
    if isOpen, !memory.wasOpened {
      memory.wasOpened = true
      keep(&effects)
    }
    reportStatus(at: now, &effects)
  }

  /// Tells the host of something that it should know, where it could have asked.
  mutating func reportStatus(at now: Duration, _ effects: inout [TokenEffect]) {
    if capabilities.contains(.status) { report(.status(about: 0, status(at: now)), at: now, &effects) }
  }

  mutating func takeSelfTest(passed: Bool, at now: Duration, _ effects: inout [TokenEffect]) {
    selfTest = passed ? .passed : .failed
    guard let about = selfTestAsked else { return }
    selfTestAsked = nil
    answer(.status(about: about, status(at: now)), at: now, &effects)
  }
}
