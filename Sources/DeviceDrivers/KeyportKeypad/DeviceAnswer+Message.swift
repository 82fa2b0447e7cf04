internal import Cryptography
internal import DeviceModel
internal import WireProtocol

extension DeviceAnswer {
  /// The answer that a device's message is.
  init(_ message: DeviceMessage) {
    switch message {
    case .done: self = .done
    case .refused(_, let refusal): self = .refused(explain(refusal))
    case .slotMap(_, let map):
      self = .slots((0..<Int(map.capacity)).filter { map.used & (1 << UInt32($0)) != 0 }, capacity: Int(map.capacity))
    case .slot(_, let record): self = DeviceSlot(record).map { .slot($0) } ?? .refused("its slot cannot be read here")
    case .time(_, let time):
      self = .clock(time.milliseconds.map { .milliseconds(Int64(clamping: $0)) }, drift: time.drift.map(Int.init))
    case .status(_, let status): self = .facts(status.facts)
    case .firmware(_, let firmware): self = .facts(firmware.facts)
    default: self = .refused("the device answered something else")
    }
  }
}

extension DeviceSlot {
  fileprivate init?(_ record: SlotRecord) {
    guard let algorithm = HashAlgorithm(rawValue: record.algorithm) else { return nil }
    let kind: Kind =
      switch record.kind {
      case .hotp: .hotp(counter: record.counter)
      case .totp: .totp(period: Int(record.period))
      case .ocra: .ocra(suite: String(decoding: record.suite.utf8, as: UTF8.self), counter: record.counter)
      }
    self.init(
      number: Int(record.number), kind: kind, algorithm: algorithm, digits: Int(record.digits),
      label: String(decoding: record.label.utf8, as: UTF8.self))
  }
}

extension DeviceStatus {
  /// What an operator sees.
  fileprivate var facts: [DeviceAnswer.Fact] {
    var facts = [DeviceAnswer.Fact("battery", battery.map { "\($0) %" } ?? "none")]
    facts.append(.init("case", tamper.contains(.open) ? "open" : tamper.isEmpty ? "closed" : "closed, was opened"))
    facts.append(.init("self-test", selfTest == .notRun ? "not run" : selfTest == .passed ? "passed" : "failed"))
    facts.append(.init("pin", pin == .none ? "none" : "\(pin), \(pinTries) tries left"))
    facts.append(.init("paired hosts", "\(pairedHosts)"))
    facts.append(.init("uptime", "\(uptime) s"))
    return facts
  }

  /// What the device tells by itself since an operator should know.
  var notices: [String] {
    var notices: [String] = []
    if tamper.contains(.open) { notices.append("its case is open") }
    if pin == .blocked { notices.append("its PIN is blocked after too many wrong ones") }
    if selfTest == .failed { notices.append("its self-test failed") }
    return notices
  }
}

extension FirmwareInfo {
  fileprivate var facts: [DeviceAnswer.Fact] {
    var facts = [DeviceAnswer.Fact("protocol", "\(versions.lowerBound) to \(versions.upperBound)")]
    if boots > 0 { facts.append(.init("starts", "\(boots)")) }
    if imageSize > 0 { facts.append(.init("image", "\(imageSize) bytes")) }
    if !build.utf8.isEmpty { facts.append(.init("build", String(decoding: build.utf8, as: UTF8.self))) }
    return facts
  }
}
