/// The cases of `Tests/Rigs/usb-cases`, by their names there.
enum GuestCase: String, CaseIterable {
  case serialSeen = "serial-seen"
  case serialProperty = "serial-property"
  case serialConfiguration = "serial-configuration"
  case serialForbidden = "serial-forbidden"
  case serialMidCode = "serial-mid-code"
  case serialSeat = "serial-seat"
  case serialStorm = "serial-storm"
  case rulesOptedIn = "rules-opted-in"
  case rulesBridgeChip = "rules-bridge-chip"
  case rulesOnePort = "rules-one-port"
  case rulesOthers = "rules-others"
  case rulesNumbers = "rules-numbers"
  case keyboardEvents = "keyboard-events"
  case kernelModules = "kernel-modules"
}
