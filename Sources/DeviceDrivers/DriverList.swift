public import DeviceModel

/// Every driver there is. Adding a device is one folder here and one line below.
public enum DriverList<Suite: DriverSuite> {
  /// The drivers; the first of two that fit a device equally well speaks for it.
  public static var all: [any DeviceDriver.Type] {
    [
      KeyportKeypad<Suite.Session>.self,
      LineKeypad.self,
      OSDP<Suite.Cipher>.self,
      HIDKeypad.self,
      YubiKeyOTP.self,
    ]
  }

  /// The driver that `--device PATH=DRIVER` or the configuration names.
  public static func named(_ name: String) -> (any DeviceDriver.Type)? {
    all.first { $0.name == name }
  }

  /// The driver whose most specific match fits a device, if any does.
  public static func best(for device: DeviceTraits) -> (any DeviceDriver.Type)? {
    best(for: device) { !$0.needsConsent }
  }

  /// The driver that would speak for a device if somebody named it, by the way that it likes best.
  public static func awaitingConsent(_ device: DeviceTraits) -> (any DeviceDriver.Type)? {
    best(for: device, where: \.needsConsent).flatMap { $0.matches.first?.transport == device.transport ? $0 : nil }
  }

  private static func best(
    for device: DeviceTraits, where isMeant: (DeviceMatch) -> Bool
  ) -> (any DeviceDriver.Type)? {
    var best: (driver: any DeviceDriver.Type, specificity: Int)?
    for driver in all {
      for match in driver.matches where isMeant(match) && match.fits(device) {
        if best.map({ match.specificity > $0.specificity }) ?? true { best = (driver, match.specificity) }
      }
    }
    return best?.driver
  }
}
