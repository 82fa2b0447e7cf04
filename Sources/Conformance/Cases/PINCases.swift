internal import Cryptography
internal import WireProtocol

/// The PIN that is typed at the device, and its tries.
extension ConformanceCase {
  private static func keys(_ digits: String) -> [KeyCode] {
    digits.utf8.map { .digit($0 - 0x30) } + [.enter]
  }

  /// Sets a PIN where there is none, or where the operator allows to remove the one that is there.
  private static func begin(_ trial: Trial<Suite>) throws(TrialEnd) -> UInt8 {
    try trial.greetPaired()
    try trial.need([.pin, .status, .codes, .keys])
    let status = try status(trial, .getStatus)
    if status.pin != .none, !trial.bench.mayErase {
      throw TrialEnd.notApplicable("the device has a PIN, which must not be lost")
    }
    let slot = try freeSlot(trial)
    try writeCounter(slot, trial)
    trial.bench.isPINSet = true
    try trial.requireDone(.setPIN(SecretBytes(copying: "2468".utf8)))
    return slot
  }

  private static func end(_ slot: UInt8, _ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.requireDone(.setPIN(SecretBytes(copying: [])))
    trial.bench.isPINSet = false
    try trial.require(try status(trial, .getStatus).pin == .none, "the PIN is still there")
    try erase(slot, trial)
  }

  private static func requireNoCode(_ trial: Trial<Suite>) throws(TrialEnd) {
    try trial.expectNo("a code without the PIN") { if case .code = $0.message { true } else { false } }
  }

  static var pin: [ConformanceCase] {
    [
      ConformanceCase("pin-tries", "A wrong PIN costs a try, the right one gives them back and the code") { trial in
        let slot = try begin(trial)
        let locked = try status(trial, .getStatus)
        try trial.require(locked.pin == .locked, "the slots are not locked")
        let tries = locked.pinTries
        try trial.require(tries > 1, "there are \(tries) tries")
        try trial.ask(.button(slot: slot))
        try trial.ask(.press(keys("1357")))
        try waitForTries(tries - 1, trial)
        try requireNoCode(trial)
        try trial.ask(.press(keys("2468")))
        try expectCode("755224", slot: slot, trial)
        let unlocked = try status(trial, .getStatus)
        try trial.require(unlocked.pin == .unlocked, "the right PIN does not unlock")
        try trial.require(unlocked.pinTries == tries, "\(unlocked.pinTries) tries, not \(tries)")
        try end(slot, trial)
      },
      ConformanceCase("pin-blocked", "When all tries are spent nothing but setPIN opens the slots") { trial in
        let slot = try begin(trial)
        let tries = try status(trial, .getStatus).pinTries
        try trial.ask(.button(slot: slot))
        for left in (0..<tries).reversed() {
          try trial.ask(.press(keys("1357")))
          try waitForTries(left, trial)
        }
        try trial.require(try status(trial, .getStatus).pin == .blocked, "the slots are not blocked")
        try trial.ask(.button(slot: slot))
        try trial.ask(.press(keys("2468")))
        try requireNoCode(trial)
        try end(slot, trial)
        let free = try freeSlot(trial)
        try writeCounter(free, trial)
        try trial.ask(.button(slot: free))
        try expectCode("755224", slot: free, trial)
        try erase(free, trial)
      },
      ConformanceCase("pin-bad", "A PIN of wrong length or of other signs is refused") { trial in
        try trial.greetPaired()
        try trial.need(.pin)
        for pin in ["123", "1234567890123", "12a4"] {
          trial.sequence = SequenceNumber.following(trial.sequence)
          let frame = trial.sealedFrame(
            id: HostMessageID.setPIN.rawValue, body: SecretBytes(copying: pin.utf8), sequence: trial.sequence)
          try trial.write(frame.encoded())
          try trial.requireRefused(trial.sequence, [.badMessage])
        }
      },
    ]
  }

  /// A person takes a while to type a PIN.
  private static func waitForTries(_ wanted: UInt8, _ trial: Trial<Suite>) throws(TrialEnd) {
    let deadline = trial.now + trial.bench.person.patience
    var tries = try status(trial, .getStatus).pinTries
    while tries != wanted, trial.now < deadline {
      try trial.expectNo("a code without the PIN", for: .milliseconds(500)) {
        if case .code = $0.message { true } else { false }
      }
      tries = try status(trial, .getStatus).pinTries
    }
    try trial.require(tries == wanted, "\(tries) tries are left, not \(wanted)")
  }
}
