import DeviceModel

extension DriverEffect {
  /// What a unit's effect is to the unit.
  init(_ effect: UnitEffect) {
    self =
      switch effect {
      case .ready(let identity, let capabilities): .ready(identity, capabilities)
      case .event(let event): .event(event)
      case .failed(let cause): .failed(cause)
      case .note(let text): .note(text)
      }
  }
}
